// zabbix_probe [--file FILE | --save] URL TOKEN_FILE FROM TO NOW [HOST ITEM]...   what the room zabbix reads, as plain lines for
// tests/real/zabbix_test and tests/hostile_web/zabbix_test.  --save prints the file instead; --file reads one.
#include <cstdio>
#include <string>
#include <vector>

#include "base/interrupt.hpp"
#include "zabbix/read_zabbix.hpp"

namespace {

using namespace outdesk;

std::string shown(const std::optional<Instant>& at) { return at ? std::to_string(at->unix_s) : "-"; }

void print_facts(const MonitoringFacts& facts) {
  std::printf("version\t%s\ncovered\t%s\t%s\n", facts.version.c_str(), to_text(facts.covered.from).c_str(), to_text(facts.covered.to).c_str());
  for (const auto& host : facts.hosts) std::printf("host\t%s\n", host.c_str());
  for (const auto& service : facts.services) std::printf("service\t%s\n", service.c_str());
  for (const auto& p : facts.problems)
    std::printf("problem\t%s\t%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\n", p.id.c_str(), p.host.c_str(), p.name.c_str(), static_cast<int>(p.severity), shown(p.began).c_str(), shown(p.ended).c_str(),
                shown(p.acknowledged).c_str(), p.acknowledged_by.c_str(), p.comment.c_str());
  for (const auto& s : facts.stops) std::printf("stop\t%s\t%d\t%s\t%s\n", s.service.c_str(), static_cast<int>(s.severity), shown(s.began).c_str(), shown(s.ended).c_str());
  for (const auto& v : facts.values)
    std::printf("value\t%s\t%s\t%s\t%s\t%lld\t%lld\t%lld\t%lld\n", v.host.c_str(), v.item.c_str(), shown(v.from).c_str(), shown(v.to).c_str(), static_cast<long long>(v.sum), static_cast<long long>(v.last),
                static_cast<long long>(v.highest), static_cast<long long>(v.values));
  for (const auto& note : facts.notes) std::printf("note\t%s\n", note.c_str());
}

int run(std::vector<std::string> words) {
  std::string mode = words[0].starts_with("--") ? words[0] : "", file = mode == "--file" ? words[1] : "";
  words.erase(words.begin(), words.begin() + (mode.empty() ? 0 : file.empty() ? 1 : 2));
  ZabbixSource source;
  source.url = words.at(0);
  source.token_file = words.at(1);
  source.answer_within = Seconds{5};
  source.all_within = Seconds{60};
  Period period{parse_instant(words.at(2)).value(), parse_instant(words.at(3)).value()};
  Instant now = parse_instant(words.at(4)).value();
  MonitoringTerms terms;
  for (std::size_t at = 5; at + 1 < words.size(); at += 2) terms.figures.push_back({"", words[at], words[at + 1], WatchedFigure::Take::sum, {}});
  if (mode == "--save") std::printf("%s", zabbix_file(source, terms, period, now).c_str());
  else print_facts(file.empty() ? read_zabbix(source, terms, period, now) : read_zabbix_file(file, terms, period, Zone::named("Europe/Moscow"), now));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  stop_in_order();
  try {
    return run({argv + 1, argv + argc});
  } catch (const Error& error) {
    std::fprintf(stderr, "error: %s\n%s\n", error.what(), error.next_step().c_str());
    return static_cast<int>(error.exit());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "usage: zabbix_probe [--file FILE | --save] URL TOKEN_FILE FROM TO NOW [HOST ITEM]... (%s)\n", error.what());
    return 2;
  }
}
