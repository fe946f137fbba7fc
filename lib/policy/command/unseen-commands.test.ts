import { expect, it } from "vitest";
import { judgeCommand } from "./judge-command";

/**
 * A second list, written after the table was done and never used to change it: 152 of its 157 were allowed at first.
 * The others stay in, as what is left to a person on purpose or for now.
 */
const unseen = String.raw`ps -eo pcpu,pid,user,args --no-headers | sort -k 1 -rn | head -5
ps -o ppid= -p 4321
ps -fp 1234
ps auxf
ps -Ao pid,tid,comm -L
top -b -n 2 -d 0.5 | grep Cpu
free -g
uptime | awk '{print $10}'
df -h | sort -k5 -hr
df -P / | tail -1
df -Th -x tmpfs
du -shc /var/log/*
du -d1 -h /opt | sort -h
ls -la --group-directories-first /srv
ls -R /etc/systemd/system | head -40
ls -i /var/log
find /var/log -name "*.log" -mtime +30 -print
find /srv -type f -name '*.conf' -newer /etc/hostname
find / -type f -name core -print 2>/dev/null
find /var/spool -type f | wc -l
find /home -maxdepth 2 -name '.*' -type d
stat -f -c '%a %b' /
cat /proc/meminfo | egrep 'MemTotal|MemFree|Buffers|Cached'
cat /proc/1/status | grep -i vm
cat /proc/interrupts | head
cat /proc/sys/vm/swappiness
cat /proc/mdstat
cat /proc/version
cat /etc/issue
cat /etc/hosts.allow /etc/hosts.deny
cat /etc/nginx/sites-enabled/default
cat /etc/systemd/system/app.service
cat /var/log/apt/history.log | tail -30
cat /var/log/cloud-init-output.log | tail
head -c 1K /var/log/syslog
tail -c 2000 /var/log/app/out.log
tail -n 50 /var/log/mysql/error.log | grep -i innodb
grep -h 'Accepted' /var/log/auth.log | awk '{print $9, $11}' | sort | uniq -c
grep -n 'worker_processes' /etc/nginx/nginx.conf
grep -RIn upstream /etc/nginx
grep -r 'memory_limit' /etc/php
grep '^processor' /proc/cpuinfo | wc -l
grep -q docker /proc/1/cgroup && echo container
awk '/MemAvailable/ {print $2/1024 " MB"}' /proc/meminfo
awk '{print $1, $4}' /var/log/nginx/access.log | tail -5
awk -F'"' '{print $6}' /var/log/nginx/access.log | sort | uniq -c | sort -nr | head
awk '$5+0 > 80 {print $6, $5}' /tmp/df.txt
sed -n '1,40p;60q' /etc/services
sed -n 's/^PRETTY_NAME=//p' /etc/os-release
sort -u /etc/shells
cut -d: -f7 /etc/passwd | sort | uniq -c
comm -3 /srv/a.txt /srv/b.txt
systemctl list-units --state=failed --no-legend
systemctl status 'php*-fpm'
systemctl show nginx --property=ExecMainStartTimestamp --value
systemctl list-unit-files --type=timer
systemctl is-failed nginx || journalctl -u nginx -n 30
journalctl -u nginx -u php8.2-fpm --since -1h
journalctl -p err -n 50 -o short-iso
journalctl --disk-usage
journalctl -b --no-hostname -n 20
journalctl -g 'segfault' -n 10
journalctl -u ssh -r -n 20
dmesg --ctime --level err | tail -20
dmesg | tail -n 30
ss -lptn 'sport = :8080'
ss -an | wc -l
ss -tunap
ss -ti dst 10.0.0.5
ip -o -4 addr list
ip -6 addr
ip link show up
ip route show default
ip -s -h link
ping -c 2 -q gateway.local
dig +short TXT _dmarc.example.org
dig NS example.org
host 10.0.0.1
getent hosts db.internal
nslookup -type=mx example.org
netstat -tnlp
lsof -iTCP -sTCP:LISTEN -P -n
lsof -nP -p 4321
lsof /dev/sda1
who -r
last -x shutdown | head -3
lsblk -f -o +SIZE
lscpu -p
lspci | grep -i ethernet
lsusb
vmstat 1 3 | tail -1
iostat -c
mpstat -P ALL
sysctl -n kernel.pid_max
hostname -I | awk '{print $1}'
timedatectl show --property=NTPSynchronized --value
docker ps --no-trunc -a
docker ps -s
docker logs --tail=50 --timestamps web
docker inspect -f '{{.HostConfig.RestartPolicy.Name}}' web
docker inspect web --format '{{.State.ExitCode}}'
docker top web
docker history nginx:latest
docker image ls --format '{{.Repository}}:{{.Tag}} {{.Size}}'
docker info | grep -i storage
docker port web
docker compose logs --tail=20 api
kubectl get po -n kube-system
kubectl get nodes -o custom-columns=NAME:.metadata.name,CPU:.status.capacity.cpu
kubectl describe deployment/web -n prod
kubectl get ingress -A
kubectl logs job/migrate -n prod --tail=30
kubectl top pod -n prod --sort-by=memory
kubectl get pods --show-labels
kubectl get events --field-selector type=Warning -n prod
kubectl version --client
helm status api -n prod
git -C /srv/app status -sb
git -C /srv/app log -1 --pretty=%H
git log --graph --oneline -5
git diff --stat HEAD~5..HEAD -- src
git rev-parse --abbrev-ref HEAD
git tag --sort=-creatordate | head -3
dpkg -l nginx
dpkg -L nginx | head
apt-cache show nginx | grep Version
apt list --upgradable
rpm -q kernel
node --version && npm --version
openssl version
tree -L 1 /srv
file -b /srv/app/bin/app
md5sum /etc/nginx/nginx.conf
sha256sum /usr/local/bin/app
date '+%Y-%m-%d %H:%M:%S %Z'
nproc && uptime && free -m
cd /srv/app && git log -1 --oneline
echo "host: "; hostname; echo "kernel: "; uname -r
[ -e /run/nginx.pid ] && cat /run/nginx.pid
test -x /usr/bin/docker && docker version
wc -c < /var/log/syslog
cat /run/nginx.pid | xargs ps -fp
ls /proc/4321/fd | wc -l
ls -l /proc/4321/exe
readlink /proc/4321/cwd
cat /proc/4321/cmdline | tr '\0' ' '
cat /proc/4321/net/tcp | wc -l
jq '.[] | select(.level=="error") | .msg' /var/log/app/log.json
jq -r 'to_entries[] | "\(.key)=\(.value)"' /srv/a.json
column -t -s, /srv/a.csv | head
zgrep 'POST /login' /var/log/nginx/access.log.2.gz | wc -l
fuser -v 80/tcp
pidstat -p 4321 1 3
crontab -l
ulimit -a
swapon -s
env | grep PATH`.split("\n");

const shareMin = 0.95;

it(`allows ${shareMin * 100} % and more of what the table was not made for`, () => {
  const others = unseen
    .map((command) => ({ command, ...judgeCommand(command) }))
    .filter(({ verdict }) => verdict !== "allow");
  expect(unseen.length).toBeGreaterThan(150);
  expect(
    1 - others.length / unseen.length,
    others.map(({ command, reason }) => `${command}: ${reason}`).join("\n"),
  ).toBeGreaterThanOrEqual(shareMin);
});
