#!/usr/bin/env bash
# Meets real name servers on loopback: BIND with a bogus DNSSEC zone behind a validating Unbound, REFUSED, and a lame
# delegation.
#
#   cargo build --release --locked && sudo tests/real_dns.sh [target/release/mxray]
#
# Needs Debian's bind9, bind9-utils, unbound and jq. Nothing of the system's own configuration is read or changed.
set -euo pipefail
mxray=$(realpath "${1:-target/release/mxray}")
folder=$(mktemp -d /tmp/mxray-dns.XXXXXX)
chmod 755 "$folder"
failures=0
cleanup() { kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"; }
trap cleanup EXIT
cd "$folder"

# A zone `test` signed by its own key, which Unbound trusts; one signature in it is then broken.
cat > test.zone <<'ZONE'
$TTL 60
@ IN SOA ns.test. admin.test. 1 60 60 600 60
@ IN NS ns.test.
ns IN A 127.0.0.1
good IN A 127.0.0.1
bogus IN A 127.0.0.1
. IN NS ns.test.
ZONE
sed -i '/^\. IN NS/d' test.zone
ksk=$(dnssec-keygen -q -a ECDSAP256SHA256 -f KSK test)
zsk=$(dnssec-keygen -q -a ECDSAP256SHA256 test)
cat "$ksk.key" "$zsk.key" >> test.zone
dnssec-signzone -q -o test -N keep -k "$ksk" test.zone "$zsk" >/dev/null
# Another address under the old signature: what a resolver that validates must refuse.
sed -i 's/^bogus\.test\.\(.*\)IN A\(.*\)127\.0\.0\.1/bogus.test.\1IN A\2127.0.0.9/' test.zone.signed
printf '$TTL 60\n@ IN SOA ns.root. admin.root. 1 60 60 600 60\n@ IN NS ns.test.\nns.test. IN A 127.0.0.1\ntest. IN NS ns.test.\n' > root.zone
cat > named.conf <<CF
options { directory "$folder"; listen-on port 5301 { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; dnssec-validation no;
  pid-file "$folder/named.pid"; session-keyfile "$folder/session.key"; allow-transfer { none; }; };
controls { };
zone "test" { type primary; file "$folder/test.zone.signed"; };
CF
named -g -c named.conf >named.log 2>&1 &
grep -h DNSKEY "$ksk.key" > anchor.key
cat > unbound.conf <<CF
server:
  interface: 127.0.0.1@5302
  port: 5302
  do-daemonize: no
  use-syslog: no
  chroot: ""
  username: ""
  pidfile: ""
  directory: "$folder"
  trust-anchor-file: "$folder/anchor.key"
  do-not-query-localhost: no
  module-config: "validator iterator"
  local-zone: "test." nodefault
  do-ip6: no
  local-data: ". 60 IN NS ns.test."
stub-zone:
  name: "test"
  stub-addr: 127.0.0.1@5301
stub-zone:
  name: "lame.example"
  stub-addr: 127.0.0.1@5301
remote-control:
  control-enable: no
CF
unbound -d -c unbound.conf >unbound.log 2>&1 &
sleep 1.5

expect() {
  local name=$1 wanted=$2 resolver=$3 host=$4
  local out
  out=$("$mxray" check "$host" --port 1 --no-control --resolver "$resolver" --timeout 4 --reply-timeout 4 --format json || true)
  printf '%-44s %-12s %-8s %s\n' "$name" "$(jq -r .finding.verdict <<<"$out")" "$(jq -r '.finding.code // "healthy"' <<<"$out")" "$(jq -r '.finding.cause // "-"' <<<"$out")"
  jq -e "$wanted" >/dev/null <<<"$out" || { failures=$((failures + 1)); echo "  expected $wanted"; jq -c '{finding, dns}' <<<"$out"; }
}
expect "Unbound, a signed name (then port 1 refuses)" '.finding.code == "4.4.316"' 127.0.0.1:5302 good.test
expect "Unbound, a bogus signature" '.finding.code == "4.4.312" and .finding.cause == "312.cause.dnssec"' 127.0.0.1:5302 bogus.test
expect "Unbound, a name that does not exist" '.finding.code == "4.4.312"' 127.0.0.1:5302 missing.test
expect "Unbound, a server that does not know the zone" '.finding.code == "4.4.312"' 127.0.0.1:5302 mail.lame.example
expect "BIND, REFUSED for a zone it does not serve" '.finding.code == "4.4.312"' 127.0.0.1:5301 mail.contoso.example
echo "$failures failed"
[ "$failures" = 0 ]
