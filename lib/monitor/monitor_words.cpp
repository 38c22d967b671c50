#include "monitor/monitor_words.hpp"

namespace outdesk::monitor_words {

namespace {

/// As the Russian frontend of Zabbix has them.
constexpr Coded kSeverityWords[] = {
    {"disaster", {"disaster", "чрезвычайная"}, Tone::bad},
    {"high", {"high", "высокая"}, Tone::bad},
    {"average", {"average", "средняя"}, Tone::attention},
    {"warning", {"warning", "предупреждение"}, Tone::attention},
    {"information", {"information", "информация"}},
    {"not_classified", {"not classified", "не классифицировано"}},
};

}  // namespace

Mark mark_of(Severity severity, Language language) { return mark_in(kSeverityWords, name_of(severity), language); }

}  // namespace outdesk::monitor_words
