#include <doctest/doctest.h>

#include "base/error.hpp"
#include "cost/discount_rules.hpp"
#include "cost/random_rules.hpp"
#include "cost/spares_rules.hpp"

using namespace outdesk;
using namespace outdesk::cost;

TEST_CASE("ties are rounded away from zero, once") {
  CHECK(rounded(5, 2) == 3);
  CHECK(rounded(-5, 2) == -3);
  CHECK(rounded(5, -2) == -3);
  CHECK(rounded(4, 3) == 1);
  CHECK(rounded(-4, 3) == -1);
  CHECK(rounded(0, 7) == 0);
}

TEST_CASE("a result that does not fit is an error, never a wrong number") {
  CHECK_THROWS_AS(rounded(Wide{1} << 70, 1), UsageError);
  CHECK_THROWS_AS(times(Money{INT64_MAX}, std::int64_t{2}), UsageError);
  CHECK(times(Money{INT64_MAX}, whole(1)).minor == INT64_MAX);
}

TEST_CASE("ceilings of exact quotients are those quotients") {
  CHECK(ceiling(6, 3) == 2);
  CHECK(ceiling(7, 3) == 3);
  CHECK(ceiling(-7, 3) == -2);
  CHECK(stepped_up(Micro{1'000'100}, Micro{250'000}) == Micro{1'250'000});
  CHECK(stepped_up(whole(2), Micro{500'000}) == whole(2));
}

TEST_CASE("an index is rounded to 6 places each year") {
  CHECK(index_after(Micro{272'500}, 2) == Micro{1'619'256});
  CHECK(index_after(Micro{70'000}, 0) == whole(1));
}

TEST_CASE("present value: month 0 is not discounted") {
  Discount discount(Micro{210'000}, 24);  // 1.21 a year is 1.1 in half a year
  CHECK(discount.present_value({Money{100}}).minor == 100);
  std::vector<Money> flows(25);
  flows[12] = Money{121'000'000};
  CHECK(discount.present_value(flows).minor == 100'000'000);
  flows.assign(25, Money{});
  flows[6] = Money{110'000'000};
  CHECK(discount.present_value(flows).minor == 100'000'000);
  CHECK(discount.shown(12) == Micro{826'446});
}

TEST_CASE("present value of an exact half goes away from zero although the factors are cut off") {
  Discount discount(Micro{200'000}, 12);
  std::vector<Money> flows(13);
  flows[12] = Money{3};  // 3 / 1.2 = 2.5
  CHECK(discount.present_value(flows).minor == 3);
  flows[12] = Money{-3};
  CHECK(discount.present_value(flows).minor == -3);
}

TEST_CASE("without a rate the present value is the plain sum") {
  CHECK(Discount(Micro{}, 3).present_value({Money{5}, Money{-3}, Money{1}, Money{-9}}).minor == -6);
}

TEST_CASE("skipping draws is drawing them") {
  SplitMix64 one(42), two(42);
  for (int i = 0; i < 17; ++i) one.next();
  two.skip(17);
  CHECK(one.next() == two.next());
}

TEST_CASE("draws stay within their range and reach its ends") {
  Range range{Distribution::triangular, Micro{400'000}, Micro{666'667}, Micro{1'300'000}};
  CHECK(drawn(range, 0) == range.lo);
  CHECK(drawn(range, 0x1.fffffffffffffp-1) == range.hi);
  Range point{Distribution::triangular, whole(2), whole(2), whole(2)};
  CHECK(drawn(point, 0.7) == whole(2));
  Range edge{Distribution::triangular, Micro{}, Micro{}, whole(1)};
  CHECK(drawn(edge, 0) == Micro{});
}

TEST_CASE("spares: large fleets do not underflow") {
  CHECK(spare_stock(0, Micro{50'000}, whole(1), Micro{950'000}) == 0);
  CHECK(spare_stock(10'000'000, Micro{100'000}, whole(1), Micro{990'000}) == 84'006);  // mean 83 333.3
}
