#include "package/tile_rules.hpp"

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "package/lead_rules.hpp"
#include "package/said_values.hpp"

namespace outdesk {

namespace {

std::string joined(std::vector<std::string> parts) {
  parts.erase(std::remove(parts.begin(), parts.end(), std::string()), parts.end());
  return with_capital(join(parts, "; "));
}

/// `better`: above zero where this month is; `value` of the `before` month, in words.
std::string trend_in_words(std::int64_t better, const std::string& value, const std::string& before, const Messages& messages) {
  const char* key = better > 0 ? "trend.better" : better < 0 ? "trend.worse" : "trend.same";
  return messages(key, {{"value", value}, {"month", before}});
}

struct TileWriter {
  const MonthFacts& facts;
  const Messages& messages;
  std::string_view currency;

  Language language() const { return messages.language(); }

  /// The month before, as a trend names it: "в августе".
  std::string before() const { return month_named(facts.month - std::chrono::months{1}, messages); }

  /// Whether a value of the month before may stand beside that of this month.
  template <typename Topical>
  bool comparable(const Topical& topical) const {
    bool told = true;
    if constexpr (requires { topical.comparable; }) told = topical.comparable;
    return told && topical.source.state == SourceState::full && !has_gap_before(topical.months);
  }

  /// Of counts of which fewer are better; `key` says one: "неизвестных {n}".
  template <typename Topical>
  std::string fewer_is_better(const Topical& topical, std::optional<std::int64_t> now, std::string_view key) const {
    if (!comparable(topical) || (topical.before && !now)) return messages("trend.cannot");
    if (!topical.before) return messages("trend.first");
    return trend_in_words(*topical.before - *now, messages(key, {{"n", *topical.before}}), before(), messages);
  }

  /// "key: n" where there is something to count.
  std::string counted(std::string_view key, std::int64_t n) const {
    return n > 0 ? messages(key, {{"n", n}}) : std::string();
  }

  void tickets(Tiles::Tile& tile) const {
    const TicketFacts& t = facts.tickets;
    Share share{t.met, t.met + t.missed};
    const AnswerFacts& missed = t.answers.under_target() ? t.answers : t.next_answers;
    const bool of_answers = only_answers_missed(t);  // then all shares are said in full below, that of the figure first
    if (of_answers)
      tile.figure = messages("tile.tickets.answered", {{"share", format_percent(missed.share(), language())}});
    else if (share.defined())
      tile.figure = format_percent(share, language());
    else if (t.backlog > 0)
      tile.figure = messages("tile.tickets.none_judged", {{"n", t.backlog}});
    else
      tile.figure = messages("tile.tickets.none");
    std::string target = t.target ? messages("tile.tickets.target",
                                             {{"target", format_percent(*t.target, language())}})
                                  : "";
    if (share.defined())
      target = messages("tile.tickets.met", {{"met", share.part}, {"whole", share.whole}}) + (target.empty() ? "" : ", " + target);
    std::string credit = t.credit.minor > 0
                             ? messages("tile.tickets.credit",
                                        {{"money", said_money(t.credit, currency, language())}})
                             : "";
    tile.detail = joined({of_answers ? "" : target, join(of_answers ? said_shares(t, messages) : said_answers(t, messages), "; "),
                          counted("tile.tickets.critical", t.late_critical),
                          counted("tile.tickets.critical_answered", t.critical_answered_late), credit,
                          counted("tile.tickets.backlog", t.backlog)});
    if (of_answers) return;  // what is known of the months before is of solutions, and the figure is not
    tile.trend = trend_of(share, t.before, comparable(t), before(), messages);
    tile.bars = bars_of(t.months);
  }

  void outages(Tiles::Tile& tile) const {
    const OutageFacts& o = facts.outages;
    tile.figure = o.count > 0 ? format_duration(o.total, language()) : messages("tile.outages.none");
    std::string count = counted("tile.outages.count", o.count);
    tile.detail = count;
    if (o.limit)
      tile.detail = with_capital(
          (count.empty() ? "" : count + "; ") +
          messages("tile.outages.limit", {{"limit", format_duration(*o.limit, language())}}));
    tile.trend = trend_of(o.total, o.before, comparable(o), before(), messages);
    if (comparable(o) && o.before && o.before->count == 0 && o.total.count > 0)
      tile.trend = trend_in_words(-1, messages("tile.outages.none"), before(), messages);
    tile.bars = bars_of(o.months);
  }

  void visits(Tiles::Tile& tile) const {
    const VisitFacts& v = facts.visits;
    bool none = v.planned + v.unplanned == 0;
    tile.figure = none ? messages("tile.visits.none") : messages("tile.visits.figure", {{"planned", v.planned}, {"unplanned", v.unplanned}});
    std::string kinds = none ? "" : messages("tile.visits.kinds", {{"planned", v.planned}, {"unplanned", v.unplanned}});
    std::string remote = v.remote.defined() ? messages("tile.visits.remote", {{"share", format_percent(v.remote, language(), 0)}}) : "";
    tile.detail = joined({kinds, remote});
    tile.trend = fewer_is_better(v, v.unplanned, "trend.visits");
    tile.bars = bars_of(v.months);
  }

  void network(Tiles::Tile& tile) const {
    const NetworkFacts& n = facts.network;
    tile.figure = n.serious > 0 ? messages("tile.network.figure", {{"n", n.serious}}) : messages("tile.network.none");
    tile.detail = joined({counted("tile.network.not_acknowledged", n.not_acknowledged.value_or(0)), counted("tile.network.over_limit", n.over_limit)});
    if (tile.detail.empty() && n.serious > 0) tile.detail = with_capital(messages("tile.network.fine"));
    tile.trend = fewer_is_better(n, n.not_acknowledged, "trend.network");
    tile.bars = bars_of(n.months);
  }

  void backups(Tiles::Tile& tile) const {
    const BackupFacts& b = facts.backups;
    tile.figure = b.planned > 0 ? messages("tile.backups.figure", {{"made", b.made}, {"planned", b.planned}}) : messages("tile.no_data");
    std::string tests = b.tests > 0 ? messages("tile.backups.tests",
                                               {{"n", b.tests}, {"good", b.tests - b.tests_failed}})
                                    : messages("tile.backups.untested");
    std::string overdue = b.overdue.empty() ? ""
                                            : messages("tile.backups.overdue",
                                                       {{"systems", messages.list(b.overdue)}});
    std::string running =
        b.missed_running > 1 ? messages("tile.backups.running", {{"n", b.missed_running}}) : "";
    tile.detail = joined({running, overdue, tests});
    tile.trend = trend_of(Share{b.made, b.planned}, b.before, comparable(b), before(), messages);
    tile.bars = bars_of(b.months);
  }

  void access(Tiles::Tile& tile) const {
    const AccessFacts& a = facts.access;
    // What nobody asked for is the figure, else how much there is to open.
    std::int64_t bad = a.without_request.value_or(0);
    tile.figure = messages(bad > 0 ? "tile.access.without_request" : "tile.access.folders", {{"n", bad > 0 ? bad : a.folders}});
    std::string accounts = bad > 0 ? "" : messages("tile.access.accounts", {{"n", a.accounts}});
    std::string changes =
        a.changes ? messages("tile.access.changes",
                             {{"n", *a.changes}, {"bad", a.without_request.value_or(0)}})
                  : messages("tile.access.no_changes_known");
    std::string review = a.review_overdue ? messages("tile.access.review") : "";
    tile.detail =
        joined({accounts, counted("tile.access.dismissed", static_cast<std::int64_t>(a.dismissed.size())),
                changes, counted("tile.access.unread", a.unread), review});
    tile.trend = fewer_is_better(a, a.without_request, "trend.access");
    tile.bars = bars_of(a.months);
  }

  void assets(Tiles::Tile& tile) const {
    const AssetFacts& a = facts.assets;
    tile.figure = messages("tile.assets.figure", {{"n", a.devices}});
    tile.detail = joined({counted("tile.assets.licences", a.licences_short),
                          counted("tile.assets.spares", a.spares_short),
                          counted("tile.assets.unknown_devices", a.unknown_devices),
                          counted("tile.assets.programs_not_agreed", a.programs_not_agreed),
                          counted("tile.assets.not_seen", a.not_seen),
                          counted("tile.assets.programs_missing", a.programs_missing),
                          counted("tile.assets.expired", a.expired)});
    if (tile.detail.empty()) tile.detail = with_capital(messages("tile.assets.fine"));
    tile.trend = fewer_is_better(a, a.unknown_devices, "trend.assets");
    tile.bars = bars_of(a.months);
  }

  void ratings(Tiles::Tile& tile) const {
    const RatingFacts& r = facts.ratings;
    if (r.count == 0) {
      tile.figure = messages("tile.ratings.none");
      return;
    }
    Share average{r.points, r.count};
    tile.figure = messages("tile.ratings.figure", {{"average", said_average(average, language())}});
    std::string low =
        r.low > 0 ? messages("tile.ratings.low", {{"low", r.low}, {"open", r.low_open}}) : "";
    tile.detail = joined({messages("tile.ratings.count", {{"n", r.count}}), low});
    tile.trend = average_trend(r);
    tile.bars = bars_of(r.months);
  }

  std::string average_trend(const RatingFacts& r) const {
    if (!comparable(r)) return messages("trend.cannot");
    if (!r.before) return messages("trend.first");
    // By what is shown, as shares.
    std::int64_t now = r.points * 10 / r.count, then = r.before->part * 10 / r.before->whole;
    std::string mark = said_average(*r.before, language());
    return trend_in_words(now - then, now == then ? mark : messages("trend.was", {{"value", mark}}), before(), messages);
  }

  Tiles::Tile tile(const Light& light) const {
    Tiles::Tile tile;
    tile.section_id = name_of(light.topic);
    tile.title = messages("section." + tile.section_id);
    tile.light = mark_of(light.tone, messages);
    const SourceFacts& source = source_of(facts, light.topic);
    if (source.state == SourceState::missing) {
      tile.figure = messages("tile.no_data");
      tile.detail = with_capital(missing_text(source, messages));
      tile.trend = messages("trend.cannot");
      return tile;
    }
    fill(light.topic, tile);
    if (source.state == SourceState::partial)
      tile.detail = missing_text(source, messages) + " " + tile.detail;
    if (!tile.bars.empty()) tile.bars_title = messages("tile.bars", {{"n", static_cast<std::int64_t>(tile.bars.size())}});
    return tile;
  }

  void fill(Topic topic, Tiles::Tile& tile) const {
    switch (topic) {
      case Topic::tickets:
        return tickets(tile);
      case Topic::outages:
        return outages(tile);
      case Topic::visits:
        return visits(tile);
      case Topic::network:
        return network(tile);
      case Topic::backups:
        return backups(tile);
      case Topic::access:
        return access(tile);
      case Topic::assets:
        return assets(tile);
      case Topic::standards:
        return;
      case Topic::ratings:
        return ratings(tile);
    }
  }
};

}  // namespace

Tiles tiles_of(const MonthFacts& facts, const std::vector<Light>& lights, const Messages& messages,
               std::string_view currency) {
  TileWriter writer{facts, messages, currency};
  Tiles tiles;
  for (const Light& light : lights) tiles.tiles.push_back(writer.tile(light));
  return tiles;
}

std::string month_named(Month month, const Messages& messages) {
  return messages("trend.in_month." + std::to_string(static_cast<unsigned>(month.month())));
}

std::string trend_of(Share now, const std::optional<Share>& before, bool comparable, const std::string& month, const Messages& messages) {
  if (!comparable) return messages("trend.cannot");
  if (!before) return messages("trend.first");
  if (!now.defined() || !before->defined()) return messages("trend.cannot");
  // By what is shown: "better: 96.7 % before" beside 96.7 % would puzzle.
  int better = to_text(now, 3).compare(to_text(*before, 3));
  std::string value = format_percent(*before, messages.language());
  return trend_in_words(better, better ? messages("trend.was", {{"value", value}}) : value, month, messages);
}

std::string trend_of(Seconds now, const std::optional<Seconds>& before, bool comparable, const std::string& month, const Messages& messages) {
  if (!comparable) return messages("trend.cannot");
  if (!before) return messages("trend.first");
  std::string value = format_duration(*before, messages.language());
  int better = now < *before ? 1 : now > *before ? -1 : 0;
  return trend_in_words(better, better ? messages("trend.was", {{"value", value}}) : value, month, messages);
}

std::string missing_text(const SourceFacts& source, const Messages& messages) {
  if (source.state == SourceState::not_in_contract) return messages("missing.not_in_contract");
  bool partial = source.state == SourceState::partial;
  std::string when = gap_of(source, messages, "missing.when");
  std::string reason =
      source.why.empty() && !partial ? messages("missing.default") : storable(source.why);
  std::string why = reason.empty() ? "" : messages("missing.why", {{"why", reason}});
  std::string until =
      source.expected ? messages("missing.until", {{"day", messages.day(*source.expected)}}) : "";
  return messages(partial ? "missing.partial" : "missing.sentence",
                  {{"when", when}, {"why", why}, {"until", until}});
}

}  // namespace outdesk
