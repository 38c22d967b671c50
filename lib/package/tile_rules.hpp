// The summary cards: a light, the main figure, what it means, better or worse than the month
// before.
#pragma once

#include "package/light_rules.hpp"

namespace outdesk {

/// One card per light, in the order of the report.
Tiles tiles_of(const MonthFacts& facts, const std::vector<Light>& lights, const Messages& messages,
               std::string_view currency);

/// "в августе", "in August".
std::string month_named(Month month, const Messages& messages);

/// Words for a share against the one of the month before, which `month` names ("в августе"); where a source was partial
/// nothing can be compared.  Shares that read alike are alike.
std::string trend_of(Share now, const std::optional<Share>& before, bool comparable, const std::string& month, const Messages& messages);

/// The same for a length of time of which less is better.
std::string trend_of(Seconds now, const std::optional<Seconds>& before, bool comparable, const std::string& month, const Messages& messages);

/// Why a topic was not rated: "нет данных за 21–30 сентября: ждём выгрузку; ждём их к 5 октября."
std::string missing_text(const SourceFacts& source, const Messages& messages);

}  // namespace outdesk
