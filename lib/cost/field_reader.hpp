// Reads numbers of a scenario by tables of fields, and notes for each its path, bounds and origin.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "cost/number_sheet.hpp"
#include "input/json.hpp"

namespace outdesk::cost {

/// Inclusive bounds of a value as it is held (minor units, a count, millionths).
struct Bounds {
  std::int64_t least = 0, most = 0;
};
constexpr Bounds kShare{0, kMillion};                     ///< a rate between 0 and 1
constexpr Bounds kMoney{0, 10'000'000'000'000};           ///< up to a hundred billion
constexpr Bounds kPerUnit{0, 1000 * kMillion};            ///< hours, tickets, visits per thing
constexpr Bounds kQuantity{0, 10'000'000};
constexpr Bounds kHeads{0, 100'000 * kMillion};

/// One number of a T: its key, where it is kept, its bounds, and what it is where the file is silent.
template <class T>
struct Field {
  const char* name;
  std::variant<Money T::*, Micro T::*, std::int64_t T::*> member;
  Bounds bounds;
  std::optional<std::int64_t> otherwise = {};
};

/// Finds a T in a scenario, or in a copy of it.
template <class T>
using Owner = std::function<T&(Scenario&)>;
using Place = std::function<std::int64_t&(Scenario&)>;

inline std::int64_t& raw(Money& money) { return money.minor; }
inline std::int64_t& raw(Micro& number) { return number.millionths; }
inline std::int64_t& raw(std::int64_t& count) { return count; }

class FieldReader {
 public:
  FieldReader(Scenario& scenario, Sheet& sheet) : scenario_(scenario), sheet_(sheet) {}

  /// "origins": {"inhouse": "assumed", "workload": {"origin": "benchmark", "source": "..."}}: the
  /// longest path that a number's path begins with decides; the rest is the user's.
  void read_origins(const JsonNode& node);

  /// All fields of the object `node`.
  template <class T, std::size_t N>
  void read(const JsonNode& node, const Field<T> (&fields)[N], const Owner<T>& owner) {
    for (const auto& field : fields) read_one(node, field, owner);
  }

  /// One number that stands at `node` itself: an element of a list, a member with a free name.
  void read_value(const JsonNode& node, NumberKind kind, Bounds bounds, Place place);

  /// Notes a number that the file does not give; `source` says where it comes from.
  void note(const std::string& path, NumberKind kind, Bounds bounds, std::int64_t value, Place place,
            const std::string& source);

  /// Throws InputError where an origin names no number that was read.
  void check_origins() const;

 private:
  template <class T>
  void read_one(const JsonNode& node, const Field<T>& field, const Owner<T>& owner) {
    std::visit([&](auto member) {
      using Member = std::remove_reference_t<decltype(std::declval<T&>().*member)>;
      constexpr NumberKind kind = std::is_same_v<Member, Money> ? NumberKind::money
                                  : std::is_same_v<Member, Micro> ? NumberKind::decimal : NumberKind::count;
      Place place = [owner, member](Scenario& s) -> std::int64_t& { return raw(owner(s).*member); };
      if (auto value = node.find(field.name)) return read_value(*value, kind, field.bounds, place);
      if (!field.otherwise) node.at(field.name);
      std::string parent = node.path().empty() ? "" : node.path() + ".";
      note(parent + field.name, kind, field.bounds, *field.otherwise, place, "");
    }, field.member);
  }

  void add(Number number);

  struct Given {
    Origin origin;
    std::string source;
    JsonNode node;
    mutable bool used = false;
  };
  Scenario& scenario_;
  Sheet& sheet_;
  std::map<std::string, Given> origins_;
};

/// Refuses any key that is not among `keys`; "note" is always allowed, for the reader of the file.
void only_known(const JsonNode& node, std::vector<std::string> keys);
/// Members of an object with free names, "note" left out.
std::vector<std::pair<std::string, JsonNode>> free_members(const JsonNode& node);
/// The names of fields, for only_known.
template <class T, std::size_t N>
void add_names(std::vector<std::string>& names, const Field<T> (&fields)[N]) {
  for (const auto& field : fields) names.emplace_back(field.name);
}

/// A number's value as the file would write it: "0.95", "200", "4597701".
std::string written(NumberKind kind, std::int64_t value);

}  // namespace outdesk::cost
