# Mail::DKIM: a mail a line as JSON on standard input, a verdict a line.
use strict;
use warnings;
use JSON::PP;
use Mail::DKIM::Verifier;

$| = 1;
my $json = JSON::PP->new->utf8->canonical;
while (my $line = <STDIN>) {
    my $q = $json->decode($line);
    my $verdict = eval {
        my $verifier = Mail::DKIM::Verifier->new;
        $verifier->PRINT($q->{mail});
        $verifier->CLOSE;
        $verifier->result eq 'pass' ? 'pass' : 'fail';
    };
    $verdict //= 'fail';
    print $json->encode({ name => $q->{name}, verdict => $verdict }), "\n";
}
