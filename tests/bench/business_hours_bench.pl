# Business::Hours between() and add_seconds(), spans up to a month: the peer of clock_bench.
use strict; use warnings;
use Business::Hours; use Time::HiRes qw(time);
$ENV{TZ} = 'Europe/Moscow';
my $hours = Business::Hours->new();
my %day = (Name => 'day', Start => '09:00', End => '18:00');
$hours->business_hours(0 => {Name => 'sun', Start => undef, End => undef}, (map { ($_, {%day}) } 1 .. 5), 6 => {Name => 'sat', Start => undef, End => undef});
srand(1);
my @asked = map { my $from = 1546300800 + int(rand(2 * 365 * 86400)); [$from, $from + int(rand(30 * 86400))] } 1 .. 2000;
$hours->for_timespan(Start => 1546300800, End => 1546300800 + 800 * 86400);  # once, as our table is built once
my $begin = time;
my $sum = 0;
$sum += $hours->between($_->[0], $_->[1]) for @asked;
printf "%-44s %12.0f a second   (sum %d)\n", 'Business::Hours between, spans up to a month', @asked / (time - $begin), $sum;
$begin = time;
$sum += $hours->add_seconds($_->[0], ($_->[1] - $_->[0]) % 144000) for @asked[0 .. 499];
printf "%-44s %12.0f a second   (sum %d)\n", 'Business::Hours add_seconds, up to 40 h', 500 / (time - $begin), $sum;
