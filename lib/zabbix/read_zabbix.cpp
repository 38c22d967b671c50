#include "zabbix/read_zabbix.hpp"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "web/http.hpp"
#include "zabbix/answer_rules.hpp"
#include "zabbix/ask_zabbix.hpp"
#include "zabbix/problem_list.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLargestFile = 64u << 20, kLargestList = 16u << 20;

struct AskedZabbix {
  Json document;
  MonitoringFacts facts;
};

AskedZabbix ask_and_check(const ZabbixSource& source, const MonitoringTerms& terms, Period period, Instant now) {
  Period covered = past_part(period, now);
  if (covered.from.unix_s < 1) throw UsageError("Zabbix knows no time before 1970", "ask about a later time");
  ZabbixApi api(source);
  AskedZabbix asked{ask_zabbix(api, terms, covered, now), {}};
  asked.facts = facts_of_answers(JsonNode(asked.document, api.name()), terms, std::nullopt);
  if (source.url.starts_with("http:") && !is_loopback(source.url)) asked.facts.notes.push_back("the token went over the network unprotected (http): use https where the server has it");
  return asked;
}

}  // namespace

MonitoringFacts read_zabbix(const ZabbixSource& source, const MonitoringTerms& terms, Period period, Instant now) {
  return std::move(ask_and_check(source, terms, period, now).facts);
}

std::string zabbix_file(const ZabbixSource& source, const MonitoringTerms& terms, Period period, Instant now) {
  std::string text = ask_and_check(source, terms, period, now).document.dump(1) + "\n";
  if (text.size() > kLargestFile) throw InputError("Zabbix at " + in_quotes(shown_address(source.url)), 0, "tells more than a file of " + std::to_string(kLargestFile >> 20) + " MiB can hold", "ask about a shorter time");
  return text;
}

MonitoringFacts zabbix_facts_of(std::string_view bytes, const std::string& file, const MonitoringTerms& terms, std::optional<Period> period, const Zone& zone, Instant now) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (std::string_view start = trimmed(bytes.substr(0, 100)); start.starts_with('{')) {
    std::string text(bytes);
    Json document = parse_json(text, file);
    return facts_of_answers(JsonNode(document, file, {}, 0, &text), terms, past_part(period.value_or(Period{Instant{0}, now}), now));
  } else if (start.starts_with('<')) {
    throw InputError(file, 0, "is XML or HTML, and no answers of Zabbix", "give a file that \"outdesk asset import --zabbix URL --save FILE\" wrote, or the exported list of problems");
  }
  if (bytes.size() > kLargestList) throw InputError(file, 0, "larger than " + std::to_string(kLargestList >> 20) + " MiB", "export a shorter time");
  if (!period) throw UsageError("a list of problems, " + in_quotes(file) + ", does not say what time it is of", "give --month, or --from and --to, as it was asked for in Zabbix");
  return facts_of_problem_list(bytes, file, *period, zone, now);
}

MonitoringFacts read_zabbix_file(const std::string& path, const MonitoringTerms& terms, std::optional<Period> period, const Zone& zone, Instant now) {
  return zabbix_facts_of(read_file(path, kLargestFile), path, terms, period, zone, now);
}

}  // namespace outdesk
