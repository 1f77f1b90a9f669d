#!/usr/bin/env bash
# Meets real monitoring on loopback: every scenario of the lab as a plugin, promtool, node_exporter, systemd, Icinga 2, NRPE.
#
#   cargo build --release --locked && sudo unshare -n -u tests/monitoring.sh [target/release/mxray]
#
# Needs Debian's prometheus, prometheus-node-exporter, icinga2-bin, nagios-nrpe-server, nagios-nrpe-plugin, jq and curl. What
# does not hold fails the script. Nothing of the system's own configuration is read or changed.
set -euo pipefail
mxray=$(realpath "${1:-target/release/mxray}")
contrib=$(realpath "$(dirname "$0")/../contrib")
assets=$(realpath "$(dirname "$0")/../assets/lab")
folder=$(mktemp -d /tmp/mxray-monitoring.XXXXXX)
chmod 755 "$folder"
failures=0
cleanup() { kill $(jobs -p) 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$folder"; }
trap cleanup EXIT
cd "$folder"
ip link set lo up 2>/dev/null || true
# says NAME COMMAND…: it must end with 0; what it says last is quoted.
says() {
  local name=$1 said; shift
  if said=$("$@" 2>&1); then printf 'ok    %s: %s\n' "$name" "$(tail -n 1 <<<"${said:-it says nothing}")"
  else printf 'WRONG %s: %s\n' "$name" "$said"; failures=$((failures + 1)); fi
}

mkfifo held && (sleep 600 > held &)
"$mxray" lab --serve --format json < held > lab.json &
until [ -s lab.json ]; do sleep 0.1; done
scenario() { jq -r --arg id "$1" '.scenarios[] | select(.id == $id) | .args[]' lab.json; }

# --- Every scenario against the table of states: by the verdict of its file, and by what its file says it warns of.
expected() {
  local file=$assets/$1.toml
  case $(sed -n 's/^verdict = "\(.*\)"/\1/p' "$file") in
    fault | '') echo 2 ;;
    inconclusive) echo 3 ;;
    # Four days are left; name servers that are silent beside one that answers are no warning.
    healthy) if [ "$1" = issuer-ends-soon ]; then echo 2; elif [ "$1" = name-servers-silent ]; then echo 0; elif grep -q '^also = \[".' "$file"; then echo 1; else echo 0; fi ;;
  esac
}
plugin() {
  local args said code=0
  mapfile -t args < <(scenario "$1")
  said=$("$mxray" check "${args[@]}" --no-control --format nagios) || code=$?
  printf '%s\t%s\t%s\t%s\n' "$code" "$(expected "$1")" "$1" "$(head -n 1 <<<"$said")"
}
export -f plugin scenario expected; export mxray assets
jq -r '.scenarios[].id' lab.json | xargs -P 8 -I{} bash -c 'plugin {}' | sort > states.tsv
cut -f 1,3,4 states.tsv | cut -c 1-150
awk -F '\t' '{ n[$1]++ } END { printf "      %d scenarios: %d OK, %d WARNING, %d CRITICAL, %d UNKNOWN\n", NR, n[0], n[1], n[2], n[3] }' states.tsv
says "states of plugins" awk -F '\t' '$1 != $2 { print; wrong = 1 } END { exit wrong }' states.tsv

# --- Prometheus
metrics() { mapfile -t args < <(scenario "$1"); "$mxray" check "${args[@]}" --no-control --format openmetrics "${@:2}" || true; }
for id in healthy half-a-pool refused resolver-absent ends-soon nx-domain; do
  metrics "$id" > one.prom
  says "promtool check metrics ($id)" promtool check metrics < one.prom
done
says "promtool check rules" promtool check rules "$contrib/prometheus/mxray.rules.yml"
mkdir textfile
# As the script and the service write it: in place, and through a link.
mkdir state bin && ln -s "$folder/state/mxray.prom" textfile/linked.prom && ln -s "$mxray" bin/mxray
metrics ends-soon --output textfile/linked.prom
refused=$(scenario refused | sed -n '/--port/{n;p}')
printf '127.0.0.1:%s\n' "$refused" > targets.txt
says "the script" env PATH="$folder/bin:$PATH" "$contrib/prometheus/mxray-textfile" targets.txt textfile
prometheus-node-exporter --web.listen-address=127.0.0.1:9199 --collector.disable-defaults --collector.textfile \
  --collector.textfile.directory="$folder/textfile" > node.log 2>&1 &
for _ in $(seq 50); do curl -sf 127.0.0.1:9199/metrics > scraped.txt && break; sleep 0.1; done
grep -E '^(mxray_|node_textfile)' scraped.txt | sed 's/^/      /'
says "node_exporter has both files" sh -c '[ "$(grep -c "^mxray_verdict{" scraped.txt)" = 2 ] && grep "^node_textfile_scrape_error 0" scraped.txt'

# --- systemd
sed "s|/usr/bin/mxray|$mxray|" "$contrib/systemd/mxray.service" > mxray.service && cp "$contrib/systemd/mxray.timer" .
says "systemd-analyze verify" systemd-analyze verify --man=no ./mxray.service ./mxray.timer
says "systemd-analyze security" systemd-analyze security --offline=yes --no-pager --threshold=20 ./mxray.service

# --- NRPE
mapfile -t args < <(scenario ends-soon)
printf '%s\n' "server_address=127.0.0.1" "server_port=5699" "allowed_hosts=127.0.0.1" "pid_file=$folder/nrpe.pid" \
  "nrpe_user=nagios" "nrpe_group=nagios" "command_timeout=60" \
  "command[check_mxray]=$mxray check ${args[*]} --no-control --format nagios" > nrpe.cfg
chmod 755 "$(dirname "$(jq -r .ca_file lab.json)")" && chmod 644 "$(jq -r .ca_file lab.json)"
/usr/sbin/nrpe -c nrpe.cfg -f -n > nrpe.log 2>&1 &
sleep 1
says "check_nrpe" sh -c '/usr/lib/nagios/plugins/check_nrpe -n -H 127.0.0.1 -p 5699 -c check_mxray -t 30 > nrpe.txt; code=$?; head -n 1 nrpe.txt; [ $code = 1 ]'

# --- Icinga 2: its own check of the contributed command, and one service that it runs.
mkdir -p icinga/{data,cache,run,log,spool}
{
  sed "s|/usr/bin/mxray|$mxray|" "$contrib/icinga2/mxray.conf"
  printf 'template Host "generic-host" { check_command = "dummy" }\n'
  printf 'object CheckCommand "dummy" { command = [ "/bin/true" ] }\n'
  printf 'object CheckerComponent "checker" { }\n'
  printf 'object PerfdataWriter "perfdata" { rotation_interval = 1s\n  service_temp_path = "%s/icinga/spool/tmp"\n  service_perfdata_path = "%s/icinga/spool/service"\n  host_temp_path = "%s/icinga/spool/htmp"\n  host_perfdata_path = "%s/icinga/spool/host"\n  service_format_template = "$service.name$ $service.state$ $service.output$ | $service.perfdata$" }\n' "$folder" "$folder" "$folder" "$folder"
  printf 'object Host "relay" { import "generic-host"\n  vars.mxray_targets = [ "%s" ]\n  vars.mxray_port = "%s"\n  vars.mxray_resolvers = [ "%s" ]\n  vars.mxray_ca_files = [ "%s" ]\n  vars.mxray_no_control = true }\n' \
    "${args[0]}" "$(scenario ends-soon | sed -n '/--port/{n;p}')" "$(jq -r .resolver lab.json)" "$(jq -r .ca_file lab.json)"
} > icinga2.conf
chown -R nagios icinga
icinga() {
  icinga2 daemon -c "$folder/icinga2.conf" -D DataDir="$folder/icinga/data" -D CacheDir="$folder/icinga/cache" \
    -D InitRunDir="$folder/icinga/run" -D LogDir="$folder/icinga/log" -D SpoolDir="$folder/icinga/spool" "$@"
}
says "icinga2 daemon -C" icinga -C
icinga > icinga.log 2>&1 &
for _ in $(seq 150); do grep -qs MXRAY icinga/spool/* && break; sleep 0.2; done
says "icinga2 reads the service" sh -c 'cat icinga/spool/* | grep MXRAY | head -n 1 | grep "WARNING MXRAY WARNING - ends-soon.lab.test"'

[ $failures = 0 ] || { echo "$failures do not hold"; exit 1; }
