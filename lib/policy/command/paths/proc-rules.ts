/** What may be read under /proc: an allow-list, because most of it shows other programs' memory or environment. */
const proc = [
  ..."buddyinfo cgroups cmdline consoles cpuinfo crypto devices diskstats dma filesystems interrupts iomem ioports".split(
    " ",
  ),
  ..."loadavg locks mdstat meminfo misc modules mounts mtrr pagetypeinfo partitions pressure/* slabinfo softirqs stat".split(
    " ",
  ),
  ..."swaps timer_list uptime version version_signature vmstat zoneinfo sys/** bus/pci/devices scsi/scsi driver/rtc".split(
    " ",
  ),
].map((name) => `/proc/${name}`);

const perProcess = [
  ..."cgroup cmdline comm cpuset io limits loginuid maps mountinfo mounts mountstats numa_maps oom_adj oom_score".split(
    " ",
  ),
  ..."oom_score_adj sched schedstat smaps smaps_rollup stat statm status wchan".split(" "),
].map((name) => `/proc/*/${name}`);

const net = [
  ..."arp dev fib_trie if_inet6 igmp netstat protocols route snmp snmp6 sockstat sockstat6 softnet_stat tcp tcp6".split(
    " ",
  ),
  ..."udp udp6 unix wireless ipv6_route dev_mcast bonding/* nf_conntrack".split(" "),
].flatMap((name) => [`/proc/net/${name}`, `/proc/*/net/${name}`]);

/** The readable part of the virtual file systems; everything else in /proc and /dev is not read. */
export const readableVirtual = [...proc, ...perProcess, ...net, "/dev/null"];

/** Directories of plain configuration and logs, where a glob may match any name. */
export const plainFolders = [
  ..."/var/log/** /usr/share/** /usr/lib/** /usr/include/** /usr/src/** /sys/** /proc/**".split(" "),
  ..."/etc/cron.d/* /etc/cron.daily/* /etc/cron.hourly/* /etc/cron.weekly/* /etc/cron.monthly/* /etc/logrotate.d/*".split(
    " ",
  ),
  ..."/etc/apt/sources.list.d/* /etc/apt/apt.conf.d/* /etc/yum.repos.d/* /etc/systemd/** /etc/sysctl.d/* /etc/modprobe.d/*".split(
    " ",
  ),
  ..."/etc/nginx/sites-enabled/* /etc/nginx/sites-available/* /etc/apache2/sites-enabled/* /etc/apache2/mods-enabled/*".split(
    " ",
  ),
  ..."/etc/profile.d/* /etc/ld.so.conf.d/* /etc/pam.d/* /etc/sudoers.d/* /etc/update-motd.d/* /etc/security/limits.d/*".split(
    " ",
  ),
];
