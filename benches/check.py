#!/usr/bin/env python3
"""Measures one healthy headless check against `openssl s_client -starttls smtp` on the same loopback server:
wall time of each, their ratio, CPU and memory of the check, and those of one that is refused. Needs GNU time.

    cargo build --release --locked && python3 benches/check.py [target/release/mxray]

Nothing is asserted: the figures are printed, with the goals beside them.
"""
import json, os, statistics, subprocess, sys, tempfile, time

BINARY = sys.argv[1] if len(sys.argv) > 1 else "target/release/mxray"
ROUNDS = 40

lab = subprocess.Popen([BINARY, "lab", "--serve", "--format", "json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
served = json.loads(lab.stdout.readline())
healthy = next(s for s in served["scenarios"] if s["id"] == "tls-1-3")
check = [BINARY, "check", "--no-control", *healthy["args"]]

report = json.loads(subprocess.run([*check, "--format", "json"], capture_output=True, text=True).stdout)
endpoint = report["endpoints"][0]
address = f"{endpoint['ip']}:{endpoint['port']}" if ":" not in endpoint["ip"] else f"[{endpoint['ip']}]:{endpoint['port']}"
# Both trust the system's roots and the lab's: openssl takes one file, so they are put into one.
bundle = "/etc/ssl/certs/ca-certificates.crt"
roots = tempfile.NamedTemporaryFile(suffix=".pem")
for path in (bundle, served["ca_file"]):
    roots.write(open(path, "rb").read())
roots.flush()
openssl = ["openssl", "s_client", "-starttls", "smtp", "-connect", address, "-servername", endpoint["host"],
           "-CAfile", roots.name, "-verify_return_error", "-brief"]
assert report["finding"]["verdict"] == "healthy", report["finding"]


def timed(command):
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return (time.perf_counter() - begun) * 1000, (usage.ru_utime + usage.ru_stime) * 1000, child.returncode


def memory(command):
    # Started from here it would count what Python has, too.
    done = subprocess.run(["/usr/bin/time", "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(done.stderr.split()[-1]) / 1024


refused = [BINARY, "check", "--no-control", *next(s["args"] for s in served["scenarios"] if s["id"] == "refused")]
ours, theirs, cpu, cpu_refused = [], [], [], []
for _ in range(ROUNDS):  # in turn, so that all meet the same machine
    ms, used, code = timed(check)
    assert code == 0, (check, code)
    ours.append(ms)
    cpu.append(used)
    ms, _, code = timed(openssl)
    assert code == 0, (openssl, code)
    theirs.append(ms)
    _, used, code = timed(refused)
    assert code == 1, (refused, code)
    cpu_refused.append(used)

a, b = statistics.median(ours), statistics.median(theirs)
print(f"mxray check: median {a:.1f} ms; openssl s_client: median {b:.1f} ms; ratio {a / b:.2f} (goal: 0.8 or less), {ROUNDS} rounds each")
print(f"CPU of one check: median {statistics.median(cpu):.1f} ms; refused, so no certificate is judged: {statistics.median(cpu_refused):.1f} ms")
print(f"memory of one check: {memory(check):.1f} MiB at most (goal: under 15)")
print(f"addresses checked: {len(report['endpoints'])}, roots loaded from this system beside the lab's own")
lab.stdin.close()
lab.wait(5)
