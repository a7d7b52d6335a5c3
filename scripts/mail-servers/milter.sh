# What Postfix and Sendmail do with a-milter.py, which is at port 8890 (22BA).

start_milter() {
  /usr/bin/python3 /scripts/a-milter.py "$1" >/dev/null 2>&1 &
  echo $! >/run/milter.pid
  listening 22BA
}

stop_milter() { [ ! -f /run/milter.pid ] || { kill -9 "$(cat /run/milter.pid)"; rm /run/milter.pid; }; }

# Waits for a few seconds until something listens on a port of this machine, in hexadecimal digits.
listening() {
  for _ in $(seq 100); do
    if grep -q ":$1 0*:0000 0A" /proc/net/tcp; then return; fi
    sleep 0.1
  done
  return 1
}
