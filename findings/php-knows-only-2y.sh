#!/bin/sh
# PHP 8.2.36 (Debian 12): password_verify() accepts "$2a$" and "$2b$", but password_get_info() does not know them.
#
# Expected: three names of one algorithm are "bcrypt" to all functions, as the bytes behind them are verified alike.
# Seen: "$2y$" is bcrypt, "$2a$" and "$2b$" are "unknown" with no cost, and password_needs_rehash() says true for them
# whatever the cost. So code that asks for the algorithm before it verifies (Laravel 11 does, by default) throws for
# every hash that Node, Python, Ruby or Go made, and one that writes bcrypt for PHP has to write "$2y$". Needs apt-get on
# Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q php8.2-cli=8.2.36-1~deb12u1 php8.2-common=8.2.36-1~deb12u1 libargon2-1 libedit2 libxml2 libsodium23 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
LD_LIBRARY_PATH=$folder/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH
cat >try.php <<'PHP'
<?php
$rest = substr(password_hash("secret", PASSWORD_BCRYPT, ["cost" => 10]), 4);
foreach (['$2y$', '$2a$', '$2b$'] as $name) {
    $hash = $name . $rest;
    echo $name, password_verify("secret", $hash) ? " verified, " : " refused, ";
    echo password_get_info($hash)["algoName"], ", ";
    echo password_needs_rehash($hash, PASSWORD_BCRYPT, ["cost" => 10]) ? "to be hashed again\n" : "up to date\n";
}
PHP
usr/bin/php8.2 -n -r 'echo "PHP ", PHP_VERSION, "\n";'
usr/bin/php8.2 -n try.php | tee seen
cat >known <<'TEXT'
$2y$ verified, bcrypt, up to date
$2a$ verified, unknown, to be hashed again
$2b$ verified, unknown, to be hashed again
TEXT
if cmp -s seen known; then
  echo "As seen: bcrypt of others is unknown."
else
  echo CHANGED
  exit 1
fi
