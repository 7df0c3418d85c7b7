#!/bin/sh
# Makes the keys, certificates and chains of this folder anew, with OpenSSL 3.0. Run it here.
# The expected ids in keys/keys.csv come from openssl, so they do not depend on our code.
set -eu
cd "$(dirname "$0")"
rm -rf keys certificates chains
mkdir -p keys/pkcs1 keys/sec1 keys/pkcs8 keys/bad certificates/good certificates/bad chains
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT

# Keys, sorted by encoding.
for bits in 1024 2048 3072; do
  openssl genrsa -out keys/pkcs8/rsa-$bits.pem $bits 2>/dev/null
  openssl rsa -traditional -in keys/pkcs8/rsa-$bits.pem -out keys/pkcs1/rsa-$bits.pem 2>/dev/null
done
for curve in P-224 P-256 P-384 P-521; do
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:$curve -out keys/pkcs8/$curve.pem
  openssl ec -in keys/pkcs8/$curve.pem -out keys/sec1/$curve.pem 2>/dev/null
done
openssl genpkey -algorithm ed25519 -out keys/pkcs8/ed25519.pem
{ echo "# a comment before"; cat keys/pkcs8/ed25519.pem; echo "and after"; } \
  > keys/pkcs8/ed25519-with-text-around.pem
sed 's/$/\r/' keys/sec1/P-256.pem > keys/sec1/P-256-crlf.pem

# Keys that must be refused, named by what is wrong.
openssl genpkey -algorithm x25519 -out keys/bad/x25519.pem
openssl genpkey -algorithm ed448 -out keys/bad/ed448.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out keys/bad/secp256k1.pem
openssl ecparam -genkey -name prime256v1 -param_enc explicit -noout -out keys/bad/explicit-curve.pem
openssl genrsa -primes 3 -traditional -out keys/bad/rsa-three-primes.pem 2048 2>/dev/null
openssl pkcs8 -topk8 -in keys/pkcs8/P-256.pem -passout pass:x -out keys/bad/encrypted-pkcs8.pem
openssl rsa -traditional -aes128 -passout pass:x -in keys/pkcs8/rsa-2048.pem \
  -out keys/bad/encrypted-pkcs1.pem 2>/dev/null
openssl ecparam -genkey -name prime256v1 -out keys/bad/parameters-first.pem
openssl pkey -in keys/pkcs8/P-256.pem -pubout -out keys/bad/public-key.pem
sed 's/RSA PRIVATE/PRIVATE/' keys/pkcs1/rsa-2048.pem > keys/bad/pkcs1-labelled-pkcs8.pem
sed 's/ PRIVATE/ EC PRIVATE/' keys/pkcs8/P-256.pem > keys/bad/pkcs8-labelled-sec1.pem
sed '4d' keys/pkcs1/rsa-2048.pem > keys/bad/line-missing.pem
sed '$d' keys/sec1/P-256.pem > keys/bad/end-missing.pem
printf 'no key at all\n' > keys/bad/text.pem
: > keys/bad/empty.pem

{
  echo "file,algorithm,size,id"
  for file in keys/pkcs1/*.pem keys/sec1/*.pem keys/pkcs8/*.pem; do
    id=$(openssl pkey -in "$file" -pubout -outform DER | sha256sum | cut -d' ' -f1)
    case $file in
      *rsa-*) algorithm=RSA; size=${file##*rsa-}; size=${size%.pem} ;;
      *P-*) algorithm=ECDSA; size=${file##*P-}; size=${size%%[-.]*} ;;
      *) algorithm=ED25519; size=256 ;;
    esac
    echo "$file,$algorithm,$size,$id"
  done
} > keys/keys.csv

# Certificates.
cat > "$T/conf" <<'C'
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[ca-without-sign]
basicConstraints = critical,CA:TRUE
keyUsage = critical,digitalSignature
[v3-without-constraints]
keyUsage = critical,keyCertSign
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:www.example.org,IP:192.0.2.1,IP:2001:db8::1,URI:https://www.example.org/a
[bare]
subjectAltName = critical,DNS:bare.example.org,email:a@example.org
C
self() { # name key subject section options...
  name=$1 key=$2 subject=$3 section=$4
  shift 4
  openssl req -x509 -new -key "$key" -subj "$subject" -days 36500 -config "$T/conf" \
    -extensions "$section" -out "$name" "$@"
}
K=keys/pkcs8
self certificates/good/rsa.pem $K/rsa-2048.pem /CN=rsa ca
self certificates/good/rsa-pss.pem $K/rsa-2048.pem /CN=pss ca \
  -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32
self certificates/good/p256.pem $K/P-256.pem /CN=p256 ca
self certificates/good/p521.pem $K/P-521.pem /CN=p521 ca
self certificates/good/p224.pem $K/P-224.pem /CN=p224 ca
self certificates/good/ed25519.pem $K/ed25519.pem /CN=ed25519 ca
self certificates/good/empty-names.pem $K/P-256.pem / bare
self certificates/good/unicode-name.pem $K/P-256.pem "/O=Ünïcödé/CN=名前" ca -utf8
self certificates/good/leaf.pem $K/P-384.pem /CN=www.example.org leaf
self certificates/bad/secp256k1.pem keys/bad/secp256k1.pem /CN=k1 ca
openssl req -new -key $K/P-256.pem -subj /CN=request -config "$T/conf" \
  -out certificates/bad/request.pem
sed -i 's/CERTIFICATE REQUEST/CERTIFICATE/' certificates/bad/request.pem
cp $K/P-256.pem certificates/bad/private-key.pem
{ openssl x509 -in certificates/good/p256.pem -outform DER; printf 'x'; } | openssl base64 \
  | { echo "-----BEGIN CERTIFICATE-----"; cat; echo "-----END CERTIFICATE-----"; } \
  > certificates/bad/trailing-byte.pem
openssl x509 -in certificates/good/p256.pem -outform DER | head -c 200 | openssl base64 \
  | { echo "-----BEGIN CERTIFICATE-----"; cat; echo "-----END CERTIFICATE-----"; } \
  > certificates/bad/cut-off.pem

# Chains: root > one > two > leaf, and what does not belong to it.
issue() { # name issuer section options...
  name=$1 issuer=$2 section=$3
  shift 3
  [ -f "$T/$name.key" ] || openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 \
    -out "$T/$name.key"
  openssl req -new -key "$T/$name.key" -subj "/CN=${name%%+*}" -config "$T/conf" -out "$T/csr"
  openssl x509 -req -in "$T/csr" -CA "$T/$issuer.pem" -CAkey "$T/$issuer.key" -days 36500 \
    -extfile "$T/conf" -extensions "$section" -out "$T/$name.pem" "$@" 2>/dev/null
}
for root in root other; do
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$T/$root.key"
  self "$T/$root.pem" "$T/$root.key" /CN=$root ca
done
issue one root ca
issue two one ca
issue leaf two leaf
issue second two leaf
issue weak root ca-without-sign
issue under-weak weak leaf
issue unmarked root v3-without-constraints
issue under-unmarked unmarked leaf
issue not-a-ca root leaf
issue under-leaf not-a-ca leaf
issue sha1 two leaf -sha1
cp "$T/root.key" "$T/root+twin.key"
issue root+twin other ca
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$T/fake.key"
self "$T/fake.pem" "$T/fake.key" /CN=two ca
# Two that issued each other.
self "$T/a.pem" "$T/leaf.key" /CN=a ca
cp "$T/leaf.key" "$T/a.key"
issue b a ca
issue a b ca
chain() { # file certificates...
  out=chains/$1
  shift
  : > "$out"
  for part in "$@"; do cat "$T/$part.pem" >> "$out"; done
}
chain in-order.pem leaf two one root
chain reversed.pem root one two leaf
chain shuffled-with-repetitions.pem one leaf root two leaf one
chain without-root.pem one leaf two
chain leaf-alone.pem leaf
chain root-alone.pem root
chain intermediate-alone.pem one
chain gap.pem leaf one root
chain foreign.pem leaf two one root other
chain branch.pem leaf second two one root
chain same-name-other-key.pem leaf fake
chain two-with-one-name.pem leaf two fake one root
chain issuer-without-cert-sign.pem under-weak weak root
chain issuer-without-constraints.pem under-unmarked unmarked root
chain issuer-is-no-ca.pem under-leaf not-a-ca root
chain sha1-signature.pem sha1 two one root
chain cyclic.pem a b
chain cross-signed.pem leaf two one root+twin other
printf 'nothing here\n' > chains/no-block.pem
cat "$T/leaf.pem" keys/bad/public-key.pem > chains/public-key-inside.pem
