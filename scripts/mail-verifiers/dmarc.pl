# Mail::DMARC: a question a line as JSON on standard input, a verdict a line.
use strict;
use warnings;
use JSON::PP;
use Mail::DMARC::PurePerl;

$| = 1;
my $json = JSON::PP->new->utf8->canonical;
while (my $line = <STDIN>) {
    my $q = $json->decode($line);
    my $verdict = eval {
        my $dmarc = Mail::DMARC::PurePerl->new;
        $dmarc->config->{report_store}{auto_save} = 0;
        $dmarc->source_ip('192.0.2.25');
        $dmarc->header_from($q->{from});
        $dmarc->dkim([$q->{dkim} ? { domain => $q->{dkim}, selector => 's', result => 'pass' } : ()]);
        $dmarc->spf([$q->{spf} ? { domain => $q->{spf}, scope => 'mfrom', result => 'pass' } : ()]);
        $dmarc->validate;
        my $result = $dmarc->result;
        my $policy = $result->published;
        $result->result eq 'pass' ? 'pass'
            : $result->result eq 'none' || !$policy ? 'none'
            : lc $result->disposition eq "none" ? "fail" : lc $result->disposition;
    };
    $verdict //= 'none'; # it throws where there is no policy
    print $json->encode({ name => $q->{name}, verdict => $verdict }), "\n";
}
