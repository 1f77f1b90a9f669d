#!/usr/bin/env bash
# Meets real mail servers on loopback: Postfix in the shapes admins have it, HAProxy and stunnel in front of nothing.
#
#   cargo build --release --locked && sudo tests/real_mta.sh [target/release/mxray]
#
# Needs Debian's postfix, haproxy, stunnel4 and openssl. Each case prints what mxray concluded; a case that does not end
# in the expected code fails the script. Nothing of the system's own configuration is read or changed.
set -euo pipefail
mxray=$(realpath "${1:-target/release/mxray}")
folder=$(mktemp -d /tmp/mxray-mta.XXXXXX)
chmod 755 "$folder"
port=2525
failures=0
cleanup() { postfix -c "$folder/postfix" stop >/dev/null 2>&1 || true; kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"; }
trap cleanup EXIT

certificates() {
  cd "$folder"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=mxray test CA" -keyout ca.key -out ca.pem 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -subj "/CN=relay.lab.test" -keyout key.pem -out csr.pem 2>/dev/null
  printf 'subjectAltName=DNS:relay.lab.test\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n' > ext
  openssl x509 -req -in csr.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 90 -extfile ext -out good.pem 2>/dev/null
  mkdir -p demo && : > demo/index.txt && echo 01 > demo/serial
  printf '[ca]\ndefault_ca=d\n[d]\ndatabase=demo/index.txt\nserial=demo/serial\nnew_certs_dir=demo\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n' > ca.cnf
  openssl ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -in csr.pem -extfile ext \
    -startdate 20240101000000Z -enddate 20250101000000Z -out expired.pem -notext 2>/dev/null
  chmod 644 ./*.pem
}

# postfix_with LINES: (re)starts Postfix with these lines added to its main.cf.
postfix_with() {
  local dir=$folder/postfix
  postfix -c "$dir" stop >/dev/null 2>&1 || true
  rm -rf "$dir" "$folder/queue" "$folder/data"
  mkdir -p "$dir" "$folder/queue" "$folder/data"
  chown postfix "$folder/data"
  cat > "$dir/main.cf" <<CF
compatibility_level = 3.6
myhostname = relay.lab.test
mydestination =
inet_interfaces = 127.0.0.1
queue_directory = $folder/queue
data_directory = $folder/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = /dev/stdout
smtpd_client_event_limit_exceptions =
smtpd_tls_cert_file = $folder/good.pem
smtpd_tls_key_file = $folder/key.pem
smtpd_tls_security_level = may
$1
CF
  cat > "$dir/master.cf" <<CF
127.0.0.1:$port inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
CF
  postfix -c "$dir" start >"$folder/postfix.log" 2>&1 || { cat "$folder/postfix.log"; exit 1; }
  for _ in $(seq 50); do (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && break; sleep 0.1; done
}

# expect NAME CODE(S) [more options]: one check; the finding's code must be one of CODE(S) ("healthy" for none).
expect() {
  local name=$1 wanted=$2; shift 2
  [ $# -gt 0 ] || set -- --tls domain --tls-domain relay.lab.test
  local out code verdict
  out=$("$mxray" check 127.0.0.1 --port $port --no-control --ca-file "$folder/ca.pem" --timeout 5 --reply-timeout 8 \
    --format json "$@" || true)
  code=$(jq -r '.finding.code // "healthy"' <<<"$out"); verdict=$(jq -r .finding.verdict <<<"$out")
  printf '%-44s %-12s %-8s %s\n' "$name" "$verdict" "$code" "$(jq -r '.finding.cause // "-"' <<<"$out")"
  case " $wanted " in *" $code "*) ;; *) failures=$((failures + 1)); echo "  expected $wanted"; jq -c .finding <<<"$out" ;; esac
}

command -v jq >/dev/null || { echo "jq is needed"; exit 2; }
certificates
postfix_with ''
expect "Postfix, healthy" healthy
postfix_with 'smtpd_tls_security_level = none'
expect "Postfix without STARTTLS" 4.4.317
postfix_with "smtpd_tls_cert_file = $folder/expired.pem"
expect "Postfix, expired certificate" 4.7.320
expect "the same under any certificate" healthy --tls encryption
postfix_with $'smtpd_tls_protocols = TLSv1\nsmtpd_tls_ciphers = low\ntls_low_cipherlist = ALL:@SECLEVEL=0\nsmtpd_tls_mandatory_ciphers = low'
expect "Postfix, TLS 1.0 only" 4.4.317
postfix_with $'smtpd_tls_security_level = encrypt\nsmtpd_tls_req_ccert = yes\nsmtpd_tls_CAfile = '"$folder/ca.pem"
expect "Postfix demanding a client certificate" 4.4.317
# The look whether it listens was the first connection.
postfix_with 'smtpd_client_connection_rate_limit = 2'
expect "Postfix with a rate limit, within it" healthy
expect "Postfix with a rate limit, beyond it" 4.4.317
postfix -c "$folder/postfix" stop >/dev/null 2>&1
cat > "$folder/haproxy.cfg" <<CF
defaults
  mode tcp
  timeout connect 1s
  timeout client 5s
  timeout server 5s
listen dead
  bind 127.0.0.1:$port
  server gone 127.0.0.1:1
CF
sleep 0.5
haproxy -f "$folder/haproxy.cfg" >/dev/null 2>&1 & sleep 1
expect "HAProxy in front of a dead server" 4.4.318
kill %1; wait 2>/dev/null || true
cat > "$folder/stunnel.conf" <<CF
foreground = yes
pid =
[smtps]
accept = 127.0.0.1:$port
connect = 127.0.0.1:1
cert = $folder/good.pem
key = $folder/key.pem
CF
stunnel4 "$folder/stunnel.conf" >/dev/null 2>&1 & sleep 1
expect "stunnel (TLS from the first byte), dead server" "4.4.317 4.4.318"
echo "$failures failed"
[ "$failures" = 0 ]
