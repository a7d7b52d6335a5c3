#!/bin/sh
# WordPress and MariaDB of Debian: `packages`, or `make` in the folder of the site.
set -eu
[ "$1" = packages ] && echo wordpress php-cli php-mysql mariadb-server && exit
mkdir -p /run/mysqld db
chown mysql /run/mysqld db
mariadb-install-db --no-defaults --user=mysql --datadir="$PWD/db" --auth-root-authentication-method=normal >/dev/null 2>&1
mariadbd --no-defaults --user=mysql --datadir="$PWD/db" --socket=/run/mysqld/mysqld.sock --skip-networking >db.log 2>&1 &
until mariadb -e 'SELECT 1' >/dev/null 2>&1; do sleep 1; done
mariadb -e 'CREATE DATABASE site; CREATE USER wp@localhost; GRANT ALL ON site.* TO wp@localhost'
cp -rL /usr/share/wordpress www 2>/dev/null || true
cp wp-config.php www/wp-config.php
mkdir -p www/wp-content/mu-plugins
cp mails.php www/wp-content/mu-plugins/
(cd www && exec php -S 127.0.0.1:3902) >php.log 2>&1 &
sleep 2
exec node make.mjs
