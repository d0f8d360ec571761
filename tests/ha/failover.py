#!/usr/bin/python3
"""Takes primaries away from under load: killed, stopped, unplugged, cut off from the others, handed over.

deploy/test-ha runs it, as root. Three database hosts and two servers from the templates of deploy/ha, each in namespaces of its own
(hosts.py); clerks redeem and order through both servers over TLS, every command under its id until it is settled. At the end the
surviving primary must hold what was acknowledged, each once, and nothing else of theirs.
"""

import argparse
import json
import pathlib
import shutil
import signal
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from hosts import ENVIRONMENT, Host, Namespace, Network, die_with_parent, move_into, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETTINGS = """database_hosts="db1=10.77.0.11 db2=10.77.0.12 db3=10.77.0.13"
server_hosts="web1=10.77.0.21 web2=10.77.0.22"
database_network=10.77.0.0/28
server_network=10.77.0.16/28
etc={mounted}/etc
state={mounted}/state
"""
# What befalls whom, in turn; a number is the seconds that it lasts at least.
FAULTS = ("kill primary", "stop primary 60", "unplug primary", "cut off primary", "hand over", "stop standby", "kill primary",
          "stop primary", "unplug primary", "cut off primary")
MINUTES = 8.5


def wait_for(what, is_so, seconds):
    """What it answers, once that is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = is_so()
        if found:
            return found
        time.sleep(0.2)
    raise RuntimeError(f"{what}: not within {seconds} s")


class Set:
    def __init__(self, folder, program):
        self.folder, self.program = folder, program
        self.mounted = folder / "host"
        self.mounted.mkdir()
        secrets, settings = folder / "secrets", folder / "settings"
        settings.write_text(SETTINGS.format(mounted=self.mounted))
        run(ROOT / "deploy/ha/make-secrets", settings, secrets)
        network = Network()
        self.namespaces = [network.switch]
        self.hosts = {}
        for name, address in (("db1", 11), ("db2", 12), ("db3", 13), ("web1", 21), ("web2", 22)):
            host = Host(name, f"10.77.0.{address}", network, folder / name, self.mounted)
            run(ROOT / "deploy/ha/configure", settings, secrets, name, host.folder / "etc")
            host.namespace.enter(self.mounted / "etc/place")
            self.hosts[name] = host
            self.namespaces.append(host.namespace)
        self.databases = [self.hosts[name] for name in ("db1", "db2", "db3")]
        self.servers = [self.hosts[name] for name in ("web1", "web2")]
        client = Namespace()
        network.plug_in(client, "client", "10.77.0.30")
        self.namespaces.append(client)
        move_into(client)
        self.certificate = secrets / "ca.pem"
        trust = ssl.create_default_context(cafile=self.certificate)
        self.open = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trust)).open

    def end(self):
        for namespace in self.namespaces:
            namespace.end()

    def url(self, account):
        etc = self.mounted / "etc"
        return (f"postgresql://emplooi_{account}@database:5000/emplooi?hostaddr=127.0.0.1&sslmode=verify-full"
                f"&sslrootcert={etc}/ca.pem&passfile={etc}/{account}.pgpass")

    def start_database(self, host):
        host.start("etcd", ["sh", "-c", f"set -a; . {self.mounted}/etc/etcd.env; exec etcd"], "etcd")
        host.start("patroni", ["patroni", self.mounted / "etc/patroni.yml"], "postgres")

    def start_server(self, host):
        host.start("emplooi", [self.program, "--config", self.mounted / "etc/emplooi.toml", "serve"], "emplooi",
                   {"EMPLOOI_IDENTITY_PASSWORD_STRENGTH": "test"})
        wait_for(f"{host.name} serves", lambda: self.answers(host), 60)

    def start(self, town):
        for host in self.databases:
            self.start_database(host)
        for host in self.servers:
            host.start("haproxy", ["haproxy", "-W", "-f", self.mounted / "etc/haproxy.cfg"])
        wait_for("the set is whole", self.is_whole, 180)
        web1, web2 = self.servers
        migrate = [self.program, "migrate", "--store", self.url("owner")]
        wait_for("the schema is made", lambda: not subprocess.run(web1.namespace.command(*migrate), env=ENVIRONMENT).returncode, 30)
        web1.namespace.enter(self.program, "copy", "--from", f"sqlite:{town}", "--to", self.url("server"),
                             stdout=subprocess.DEVNULL)
        self.start_server(web1)
        # What is sealed under one server's keys, the other reads.
        for key in ("identity.key", "privacy.keys"):
            shutil.copy2(web1.folder / "state/server" / key, web2.folder / "state/server" / key)
            shutil.chown(web2.folder / "state/server" / key, 64999, 64999)
        self.start_server(web2)

    def answers(self, host):
        try:
            self.open(f"https://{host.address}:8443/v1/openapi.json", timeout=2)
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def ask(self, host, path):
        """What Patroni of that host answers; nothing if it does not, or says no."""
        try:
            with self.open(f"https://{host.address}:8008/{path}", timeout=2) as answer:
                return json.load(answer)
        except (OSError, ValueError):
            return None

    def primary(self, besides=None):
        return next((host for host in self.databases if host is not besides and self.ask(host, "primary")), None)

    def synchronous_standby(self, besides=None):
        return next((host for host in self.databases if host is not besides and self.ask(host, "sync")), None)

    def timeline(self):
        """Grows with every host that takes over; nothing while there is no primary."""
        primary = self.primary()
        said = self.ask(primary, "patroni") if primary else None
        return said and said.get("timeline")

    def is_whole(self):
        """One primary, two standbys that follow it, one of them synchronous. A host that was stopped takes itself for primary at first."""
        primaries = [host for host in self.databases if self.ask(host, "primary")]
        view = self.ask(primaries[0], "cluster") if len(primaries) == 1 else None
        members = view["members"] if view else []
        follow = [member for member in members if member["role"] != "leader" and member["state"] in ("running", "streaming")]
        return (len(follow) == 2 and len({member.get("timeline") for member in members}) == 1
                and any(member["role"] == "sync_standby" for member in follow))

    def query(self, sql):
        psql = self.servers[0].namespace.command("psql", self.url("owner"), "--no-psqlrc", "--tuples-only", "--no-align",
                                                 "--set=ON_ERROR_STOP=1", f"--command={sql}")
        return run(*psql, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True).stdout.split()


class Load:
    def __init__(self, the_set, program, stock):
        self.file = the_set.folder / "acknowledged"
        self.says = the_set.folder / "load"
        servers = [f"--server={host.address}:8443" for host in the_set.servers]
        with open(self.says, "wb") as says:
            self.process = subprocess.Popen(
                [program, "run", *servers, f"--certificate={the_set.certificate}", f"--stock={stock}",
                 f"--acknowledged={self.file}"],
                stdout=says, stderr=says, preexec_fn=die_with_parent, env=ENVIRONMENT)

    def acknowledged(self):
        """Instant and command id of all so far."""
        lines = self.file.read_text().split("\n")[:-1] if self.file.exists() else []
        return [(float(instant), command) for instant, command, _ in map(str.split, lines)]

    def count_since(self, instant):
        return sum(at > instant for at, _ in self.acknowledged())

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=300)
        words = [line.split(" ", 1) for line in self.says.read_text().splitlines()]
        return {name: int(count) for name, count in words}


def longest_pause(instants, begin, end):
    """When the longest time without an acknowledgement between the two ended."""
    within = [begin] + [instant for instant in instants if begin < instant < end]
    return max(zip(within, within[1:]), key=lambda pair: pair[1] - pair[0])[1]


class Round:
    """One fault: how long nothing could be written, and whether another primary took over."""

    def __init__(self, the_set, load, fault):
        self.set, self.load, self.fault = the_set, load, fault
        words = fault.split()
        self.what, self.lasts = words[0], int(words[-1]) if words[-1].isdigit() else 0
        self.victim = wait_for("there is a primary", the_set.primary, 60)
        self.timeline = wait_for("it knows its timeline", the_set.timeline, 60)
        if "standby" in fault:
            self.victim = wait_for("there is a synchronous standby", the_set.synchronous_standby, 60)
        self.others = [host for host in the_set.databases if host is not self.victim]

    def strike(self):
        self.begin = time.monotonic()
        if self.what == "kill":
            self.victim.signal_all("KILL")
        elif self.what == "stop":
            self.victim.signal_all("STOP")
        elif self.what == "unplug":
            self.victim.unplug()
        elif self.what == "cut":
            self.victim.refuse_to_hear(self.others)
        else:
            standby = wait_for("there is somebody to hand over to", self.set.synchronous_standby, 60)
            self.victim.namespace.enter(
                "setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "patronictl", "-c",
                f"{self.set.mounted}/etc/patroni.yml", "switchover", "--master", self.victim.name, "--candidate", standby.name,
                "--scheduled", "now", "--force", "emplooi", stdout=subprocess.DEVNULL)

    def heal(self):
        time.sleep(max(0.0, self.begin + self.lasts - time.monotonic()))
        if self.what == "kill":
            self.set.start_database(self.victim)
        elif self.what == "stop":
            self.victim.signal_all("CONT")
        elif self.what == "unplug":
            self.victim.plug_back()
        elif self.what == "cut":
            self.victim.hear_again(self.others)

    def writes_resumed(self):
        if "standby" in self.fault:
            took_over = self.set.synchronous_standby(besides=self.victim)
        else:
            took_over = self.set.primary(besides=self.victim)
        if not took_over:
            return False
        self.after = took_over
        seen = time.monotonic()
        return wait_for("writes are acknowledged again", lambda: self.load.count_since(seen) > 20, 90)

    def run(self, number):
        self.strike()
        if number % 3 == 2:
            # A server that goes with it, and does not know what became of its commits.
            time.sleep(0.5)
            self.set.servers[number % 2].signal("emplooi", "KILL")
        wait_for(f"{self.fault}: writes resume", self.writes_resumed, 120)
        self.heal()
        wait_for(f"{self.fault}: the set is whole again", self.set.is_whole, 150)
        instants = [instant for instant, _ in self.load.acknowledged()]
        self.seconds = longest_pause(instants, self.begin, time.monotonic()) - self.begin
        self.failed_over = wait_for("there is a primary", self.set.timeline, 60) > self.timeline
        print(f"{self.fault:16} {self.victim.name}: {self.after.name} took over, writes resumed after {self.seconds:.1f} s",
              flush=True)


def come_and_go(the_set, number):
    """A server is killed or told to stop under load, and comes back."""
    server = the_set.servers[number % 2]
    server.signal("emplooi", "KILL" if number % 4 < 2 else "TERM")
    time.sleep(1)
    wait_for(f"{server.name} is back", lambda: the_set.answers(server), 60)


def torture(the_set, load, faults):
    begun = time.monotonic()
    rounds = []
    for number, fault in enumerate(faults):
        if time.monotonic() - begun > MINUTES * 60:
            print(f"time is up: {len(faults) - number} faults are left out", flush=True)
            break
        one = Round(the_set, load, fault)
        one.run(number)
        rounds.append(one)
        come_and_go(the_set, number)
    return rounds


def judge(the_set, rounds, acknowledged, settled):
    wait_for("the set is whole at the end", the_set.is_whole, 120)
    mine = "substring(command_id FROM 1 FOR 4) = '\\x0d0ab1e0'"
    kept = the_set.query(f"SELECT encode(command_id, 'hex') FROM journal WHERE {mine}")
    said = [command.replace("-", "") for _, command in acknowledged]
    lost = set(said) - set(kept)
    repeated = len(kept) - len(set(kept)) + len(said) - len(set(said))
    twice = int(the_set.query("SELECT count(*) FROM (SELECT 1 FROM transfers WHERE reason = 'redeem' AND debit_kind = "
                              "'voucher_float' GROUP BY municipality_id, subject_id HAVING count(*) > 1) twice")[0])
    redeemed = int(the_set.query("SELECT count(*) FROM vouchers WHERE state = 'redeemed'")[0])
    balance = int(the_set.query("SELECT sum(debits_cents) - sum(credits_cents) FROM accounts")[0])
    verify = subprocess.run(the_set.servers[0].namespace.command(the_set.program, "verify", "--store", the_set.url("owner")),
                            env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    failovers = [one.seconds for one in rounds if one.failed_over]
    unexpected = {name: count for name, count in settled.items() if name.startswith("unexpected")}
    facts = [
        ("rounds", len(rounds), True),
        ("failovers", len(failovers), len(failovers) > 0),
        ("acknowledged commands", len(said), len(said) > 0),
        ("  of which settled by a retry", settled.get("settled_by_a_retry", 0), True),
        ("acknowledged commands lost", len(lost), not lost),
        ("commands carried out twice", repeated, repeated == 0),
        ("carried out and never acknowledged", len(set(kept) - set(said)), set(kept) <= set(said)),
        ("commands that a retry did not settle", settled.get("unsettled", 0), "unsettled" not in settled),
        ("commands refused for no reason", sum(unexpected.values()), not unexpected),
        ("vouchers redeemed", redeemed, redeemed == settled.get("redeemed", 0) > 0),
        ("double redemptions", twice + settled.get("redeemed_twice", 0), twice == 0 and "redeemed_twice" not in settled),
        ("redeemed by nobody", settled.get("redeemed_by_nobody", 0), "redeemed_by_nobody" not in settled),
        ("answered as before when asked again", settled.get("answered_again", 0), settled.get("answered_again", 0) > 0),
        ("answered otherwise when asked again", settled.get("answered_otherwise", 0), "answered_otherwise" not in settled),
        ("cents by which the books differ", balance, balance == 0),
        ("`emplooi verify`", "sound" if verify.returncode == 0 else "WRONG\n" + verify.stdout, verify.returncode == 0),
    ]
    print()
    for name, value, is_right in facts:
        print(f"{name:40} {value}{'' if is_right else '   <-- WRONG'}")
    if failovers:
        print(f"{'writes resumed after a failover, s':40} median {statistics.median(failovers):.1f}, worst {max(failovers):.1f}")
    for name in unexpected:
        print(name)
    return all(is_right for _, _, is_right in facts)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--programs", type=pathlib.Path, required=True, help="folder with emplooi and ha_load")
    arguments.add_argument("--faults", help="what befalls whom, comma-separated: " + ", ".join(dict.fromkeys(FAULTS)))
    arguments.add_argument("--folder", default="/var/tmp", help="where the hosts' disks are")
    chosen = arguments.parse_args()
    programs = chosen.programs.resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="emplooi-ha.", dir=chosen.folder))
    folder.chmod(0o755)
    try:
        town, stock = folder / "town.sqlite", folder / "stock"
        run(programs / "ha_load", "town", town, stock)
        the_set = Set(folder, programs / "emplooi")
        the_set.start(town)
        print("the set serves", flush=True)
        load = Load(the_set, programs / "ha_load", stock)
        wait_for("the load is carried", lambda: load.count_since(0) > 50, 60)
        rounds = torture(the_set, load, chosen.faults.split(",") if chosen.faults else FAULTS)
        settled = load.end()
        is_right = judge(the_set, rounds, load.acknowledged(), settled)
        the_set.end()
    except BaseException:
        print(f"what the hosts said is in {folder}/*/logs", file=sys.stderr)
        raise
    if is_right:
        shutil.rmtree(folder)
    else:
        print(f"what the hosts said is in {folder}/*/logs")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
