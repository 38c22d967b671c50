// The rule 3-2-1-1-0, digit by digit, and the words of ages and instants.
#include "backup/copies_rules.hpp"
#include "backup/point_words.hpp"
#include "made_points.hpp"

using namespace outdesk;

namespace {

const Instant kCheckedAt = at("2026-11-02T12:00:00Z");

BackupJob copied_to(std::vector<CopyPlace> places, std::optional<Seconds> drill_every = {}) {
  BackupJob job;
  job.copies = std::move(places);
  job.drill_every = drill_every;
  return job;
}

/// "copies 3/3 ok, media 1/2 no, …"
std::string digits_of(const BackupJob& job, const std::optional<RestoreTest>& last = {}) {
  std::string words;
  for (const CopiesDigit& digit : copies_digits(job, last, kCheckedAt, utc()))
    words += (words.empty() ? "" : ", ") + std::string(digit.rule) + ' ' + (digit.fact ? std::to_string(*digit.fact) : "?") + '/' + std::to_string(digit.wanted) + (digit.met ? " ok" : " no");
  return words;
}

const CopyPlace kOffice{"office", "disk"}, kCloud{"cloud", "object storage", true, false, true}, kSafe{"safe", "tape", false, true};

}  // namespace

TEST_CASE("no places named, nothing reported") { CHECK(copies_digits({}, {}, kCheckedAt, utc()).empty()); }

TEST_CASE("each digit stands for itself") {
  RestoreTest good{at("2026-10-01T12:00:00Z"), true};
  CHECK(digits_of(copied_to({kOffice, kCloud}), good) == "copies 3/3 ok, media 2/2 ok, offsite 1/1 ok, offline-or-immutable 1/1 ok, errors 0/0 ok");
  CHECK(digits_of(copied_to({kOffice})) == "copies 2/3 no, media 1/2 no, offsite 0/1 no, offline-or-immutable 0/1 no, errors ?/0 no");
  CHECK(digits_of(copied_to({kOffice, kSafe}), good) == "copies 3/3 ok, media 2/2 ok, offsite 0/1 no, offline-or-immutable 1/1 ok, errors 0/0 ok");
  CHECK(digits_of(copied_to({kOffice, {"branch", "Disk ", true}}), good) == "copies 3/3 ok, media 1/2 no, offsite 1/1 ok, offline-or-immutable 0/1 no, errors 0/0 ok");
}

TEST_CASE("a copy that is named twice is one copy, with all that is said of it") {
  CHECK(digits_of(copied_to({{"Office", "disk"}, {"office ", "DISK", true}})) == "copies 2/3 no, media 1/2 no, offsite 1/1 ok, offline-or-immutable 0/1 no, errors ?/0 no");
  CHECK(copies_digits(copied_to({kOffice, kCloud}), {}, kCheckedAt, utc())[0].detail == "the live data, office (disk), cloud (object storage)");
}

TEST_CASE("the zero: the last restore test was good and is younger than the plan") {
  auto zero = [](std::optional<RestoreTest> last, std::optional<Seconds> every) { return copies_digits(copied_to({kOffice}, every), last, kCheckedAt, utc())[4]; };
  CHECK(zero(RestoreTest{kCheckedAt - days(90), true}, days(90)).met);
  CHECK_FALSE(zero(RestoreTest{kCheckedAt - days(90) - Seconds{1}, true}, days(90)).met);
  CHECK(zero(RestoreTest{kCheckedAt - days(900), true}, {}).met);
  CHECK_FALSE(zero(RestoreTest{kCheckedAt - days(1), false}, days(90)).met);
  CHECK_FALSE(zero(RestoreTest{kCheckedAt + days(1), true}, days(90)).met);
  CHECK(zero({}, {}).detail == "there was no test restore");
  CHECK(zero(RestoreTest{at("2026-01-01T12:00:00Z"), true}, days(90)).detail == "the last test restore of 2026-01-01 12:00 +00:00 was good, and is older than 90d");
}

TEST_CASE("ages and instants are written so that they can be read back") {
  CHECK(age_words(Seconds{0}) == "0s");
  CHECK(age_words(Seconds{59}) == "59s");
  CHECK(age_words(Seconds{3600}) == "1h");
  CHECK(age_words(Seconds{95'067}) == "26h24m");
  CHECK(age_words(days(2) - Seconds{1}) == "47h59m");
  CHECK(age_words(days(2)) == "2d");
  CHECK(age_words(days(14) + hours(2) + Seconds{3599}) == "14d2h");
  CHECK(age_words(Seconds{-90}) == "-1m30s");
  for (std::int64_t extreme : {INT64_MIN, INT64_MAX}) {
    CHECK_FALSE(age_words(Seconds{extreme}).empty());
    CHECK_FALSE(local_words(Instant{extreme}, berlin()).empty());
  }
  CHECK(local_words(at("2026-10-25T00:30:59Z"), berlin()) == "2026-10-25 02:30 +02:00");
  CHECK(local_words(at("2026-10-25T01:30:00Z"), berlin()) == "2026-10-25 02:30 +01:00");
  CHECK(local_words(at("2026-11-01T22:30:00Z"), Zone::named("America/St_Johns")) == "2026-11-01 19:00 -03:30");
  CHECK(number_words(1, "point") == "1 point");
  CHECK(number_words(0, "point") == "0 points");
}
