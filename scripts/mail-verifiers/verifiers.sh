#!/bin/sh
# The verifiers that Debian has, as `root.sh` wants to know them.
echo "python3-spf libmail-spf-perl spfquery python3-dkim python3-nacl libmail-dkim-perl opendkim-tools libopendmarc2 publicsuffix libmail-dmarc-perl python3-authheaders libjson-pp-perl"
