// Contracts of any bytes, and changes of the sample client's: refused with the place, or what is promised can be reckoned,
// and the same contract is read again without a check.
#include "calendar/working_time.hpp"
#include "client/contract.hpp"
#include "fuzzed.hpp"

namespace {

using namespace outdesk;

void check_contract(const Contract& contract) {
  Instant from = Zone::named(contract.timezone).first_at_or_after(contract.valid_from, 0);
  std::map<std::string, WorkingTime> times;
  for (const auto& [name, calendar] : contract.calendars) times.emplace(name, WorkingTime(calendar, name));
  for (const auto& [name, terms] : contract.priorities)
    for (const auto& length : {terms.response, terms.next_response, terms.resolution}) {
      if (!length) continue;
      const WorkingTime& time = times.at(terms.calendar);
      require(time.elapsed(from, time.due(from, *length)) == *length);
    }
  for (const auto& [name, line] : contract.lines) require(line.calendar.empty() || times.count(line.calendar));
  for (const Person& person : contract.people) require(!person.account.empty() && unstorable(person.account + person.name + person.email).empty());
  require(!contract.fee || contract.fee->month.minor >= 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Json sample = read_json_file(SOURCE_DIR "/tests/demo/romashka.json");
  refused("fuzz", size + sample.dump().size(), [&] {
    Json json = patched(as_text(data, size), sample);
    Contract contract = read_contract(JsonNode(json, "fuzz"));
    check_contract(contract);
    Contract again = read_contract(JsonNode(json, "fuzz"), true);
    require(again.client == contract.client && again.calendars == contract.calendars && again.people.size() == contract.people.size());
  });
  return 0;
}
