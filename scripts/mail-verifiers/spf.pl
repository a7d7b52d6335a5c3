# Mail::SPF: a question a line as JSON on standard input, an answer a line.
use strict;
use warnings;
use JSON::PP;
use Mail::SPF;

$| = 1;
my $json = JSON::PP->new->utf8->canonical;
my $server = Mail::SPF::Server->new;
while (my $line = <STDIN>) {
    my $q = $json->decode($line);
    my $verdict = eval {
        my $request = Mail::SPF::Request->new(
            scope => 'mfrom', identity => $q->{from}, ip_address => $q->{ip}, helo_identity => $q->{helo});
        $server->process($request)->code;
    };
    $verdict //= "$@";
    print $json->encode({ name => $q->{name}, verdict => "$verdict" }), "\n";
}
