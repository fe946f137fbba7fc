/** File names that hold secrets wherever they lie. */
export const secretNames = [
  ..."*.pem *.key *.p12 *.pfx *.jks *.keystore *.kdbx *.ppk *.keytab *.tfstate *.tfvars *.nmconnection *.ovpn *.env".split(
    " ",
  ),
  ..."shadow shadow- gshadow gshadow- opasswd id_rsa id_dsa id_ecdsa id_ed25519 id_ecdsa_sk id_ed25519_sk".split(" "),
  ..."ssh_host_*_key ipsec.secrets chap-secrets pap-secrets sa.key master.key kubeconfig wp-config.php".split(" "),
];

/** Hidden files that hold secrets or what somebody typed; a glob without a dot in front never reaches them. */
export const hiddenSecretNames = [
  ..."*.histfile .histfile .databrickscfg .mongorc.js .my.cnf.d .composer-auth.json".split(" "),
  ..."*_history .*history .lesshst .viminfo .netrc .pgpass .my.cnf .mylogin.cnf .git-credentials .npmrc .pypirc".split(
    " ",
  ),
  ..."_netrc .env .env.* .envrc .htpasswd .vault-token .dockercfg .dockerconfigjson .s3cfg .boto .rclone.conf".split(
    " ",
  ),
  ..."authorized_keys2 .smbcredentials .credentials .secrets .yarnrc.yml .condarc .msmtprc .fetchmailrc .muttrc".split(
    " ",
  ),
];

/** Directories in which everything is taken for a secret, wherever they lie. */
export const secretFolders = [
  ..."containers/auth.json .composer .m2 .oci .config/op .config/hub .subversion/auth .config/nushell .config/containers".split(
    " ",
  ),
  ..."private secrets .secrets .ssh .aws .azure .gnupg .kube .docker .password-store .config/gcloud .config/gh".split(
    " ",
  ),
  ..."system-connections .mozilla .thunderbird .config/google-chrome .local/share/keyrings .terraform.d .config/rclone".split(
    " ",
  ),
];

/** Places of the system that hold secrets, devices, or files whose reading has effects or does not end. */
export const secretPlaces = [
  ..."/etc/redis/** /etc/redis.conf /etc/rndc.conf /etc/rndc.key /etc/bind/*.key /etc/environment /etc/default/grub.d/**".split(
    " ",
  ),
  ..."/etc/letsencrypt/** /etc/kubernetes/** /etc/wireguard/** /etc/openvpn/** /etc/ipsec.d/** /etc/krb5.keytab".split(
    " ",
  ),
  ..."/etc/wpa_supplicant/** /etc/netplan/** /etc/mysql/debian.cnf /etc/security/opasswd /etc/pki/**/private/**".split(
    " ",
  ),
  ..."/etc/ceph/** /etc/vault/** /etc/vault.d/** /etc/sssd/** /etc/rancher/** /etc/ppp/** /etc/iscsi/**".split(" "),
  ..."/run/secrets/** /var/run/secrets/** /var/run/user/** /var/run/credentials/** /run/credentials/** /run/user/** /run/initctl /run/systemd/initctl/**".split(
    " ",
  ),
  ..."/var/lib/kubelet/** /var/lib/docker/** /var/lib/containerd/** /var/lib/sss/** /var/lib/samba/** /var/lib/rancher/**".split(
    " ",
  ),
  ..."/var/lib/cloud/** /var/lib/mysql/** /var/lib/postgresql/** /var/lib/redis/** /var/lib/etcd/** /var/lib/vault/**".split(
    " ",
  ),
  ..."/var/lib/NetworkManager/** /var/lib/systemd/** /var/lib/jenkins/** /var/lib/gitlab*/** /var/lib/rabbitmq/**".split(
    " ",
  ),
  ..."/var/spool/cron/** /var/spool/mail/** /var/mail/** /var/backups/** /boot/grub*/** /inet/** /net/**".split(" "),
  ..."/sys/kernel/debug/** /sys/kernel/tracing/** /sys/kernel/security/** /sys/firmware/** /sys/**/rom".split(" "),
  ..."/sys/**/resource* /sys/**/config /sys/**/vpd /sys/**/nvmem /sys/**/*.bin /sys/**/eeprom /sys/**/trace_pipe".split(
    " ",
  ),
  ..."/proc/sys/net/ipv4/tcp_fastopen_key /proc/sys/net/**/stable_secret".split(" "),
];

/** Words in a file's name that say what it holds. */
export const secretWord =
  /secret|credential|passw(?:or)?d|passphrase|api[-_.]?key|private[-_.]?key|token|id_(?:rsa|dsa|ecdsa|ed25519)/;
