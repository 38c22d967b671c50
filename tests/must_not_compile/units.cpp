// Units that do not mix.  `run` compiles this once for each CASE, which must fail with the words in quotes,
// and once with CASE 0, which must compile.
#include "base/instant.hpp"
#include "base/money.hpp"

using namespace outdesk;

void control(Instant t, Seconds s, Money m, Decimal rate) {
  (void)(t + s);
  (void)(t - t + s);
  (void)(m + m);
  (void)multiply(m, rate);
  (void)(t < t && s < s && m < m);
}

void wrong([[maybe_unused]] Instant t, [[maybe_unused]] Seconds s, [[maybe_unused]] Money m, [[maybe_unused]] Decimal rate) {
#if CASE == 1  // "no match for 'operator+'"
  (void)(m + s);
#elif CASE == 2  // "no match for 'operator+'"
  (void)(t + t);
#elif CASE == 3  // "no match for 'operator+'"
  (void)(t + 60);
#elif CASE == 4  // "no match for 'operator-'"
  (void)(s - t);
#elif CASE == 5  // "no match for 'operator+'"
  (void)(s + 60);
#elif CASE == 6  // "no match for 'operator+'"
  (void)(m + 100);
#elif CASE == 7  // "no match for 'operator*'"
  (void)(m * 0.95);
#elif CASE == 8  // "no match for 'operator<'"
  (void)(m < s);
#elif CASE == 9  // "no match for 'operator<'"
  (void)(t < s);
#elif CASE == 10  // "no match for 'operator=='"
  (void)(t == 0);
#elif CASE == 11  // "conversion from 'int' to non-scalar type"
  Seconds from_number = 60;
  (void)from_number;
#elif CASE == 12  // "conversion from 'int' to non-scalar type"
  Money from_number = 100;
  (void)from_number;
#elif CASE == 13  // "could not convert"
  (void)multiply(m, 0.95);
#elif CASE == 14  // "cannot convert"
  std::int64_t number = m;
  (void)number;
#elif CASE == 15  // "no match for 'operator+'"
  (void)(m + rate);
#endif
}
