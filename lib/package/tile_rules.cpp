#include "package/tile_rules.hpp"

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "package/lead_rules.hpp"

namespace outdesk {

namespace {

std::string joined(std::vector<std::string> parts) {
  parts.erase(std::remove(parts.begin(), parts.end(), std::string()), parts.end());
  return with_capital(join(parts, "; "));
}

struct TileWriter {
  const MonthFacts& facts;
  const Messages& messages;
  std::string_view currency;

  Language language() const { return messages.language(); }

  /// "key: n" where there is something to count.
  std::string counted(std::string_view key, std::int64_t n) const {
    return n > 0 ? messages(key, {{"n", n}}) : std::string();
  }

  void tickets(Tiles::Tile& tile) const {
    const TicketFacts& t = facts.tickets;
    Share share{t.met, t.met + t.missed};
    if (share.defined())
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
                                        {{"money", format_money(t.credit, currency, language())}})
                             : "";
    tile.detail = joined({target, counted("tile.tickets.critical", t.late_critical), credit,
                          counted("tile.tickets.backlog", t.backlog)});
    tile.trend =
        trend_of(share, t.before, t.comparable && t.source.state == SourceState::full, messages);
    tile.bars = t.bars;
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
    tile.trend = trend_of(o.total, o.before, o.comparable && o.source.state == SourceState::full, messages);
    tile.bars = o.bars;
  }

  void backups(Tiles::Tile& tile) const {
    const BackupFacts& b = facts.backups;
    tile.figure = messages("tile.backups.figure", {{"made", b.made}, {"planned", b.planned}});
    std::string tests = b.tests > 0 ? messages("tile.backups.tests",
                                               {{"n", b.tests}, {"good", b.tests - b.tests_failed}})
                                    : messages("tile.backups.untested");
    std::string overdue = b.overdue.empty() ? ""
                                            : messages("tile.backups.overdue",
                                                       {{"systems", messages.list(b.overdue)}});
    std::string running =
        b.missed_running > 1 ? messages("tile.backups.running", {{"n", b.missed_running}}) : "";
    tile.detail = joined({running, overdue, tests});
    tile.trend =
        trend_of(Share{b.made, b.planned}, b.before, b.source.state == SourceState::full, messages);
    tile.bars = b.bars;
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
    tile.trend = messages(a.changes ? "trend.cannot" : "trend.first");
    if (a.changes) tile.trend.clear();
    tile.bars = a.bars;
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
    tile.bars = a.bars;
  }

  void ratings(Tiles::Tile& tile) const {
    const RatingFacts& r = facts.ratings;
    if (r.count == 0) {
      tile.figure = messages("tile.ratings.none");
      return;
    }
    // Rounded down to one digit, exactly: 4.79 is 4.7, as every share.
    std::int64_t tenths = r.points * 10 / r.count;
    std::string average = std::to_string(tenths / 10) + (language() == Language::ru ? "," : ".") +
                          std::to_string(tenths % 10);
    tile.figure = messages("tile.ratings.figure", {{"average", average}});
    std::string low =
        r.low > 0 ? messages("tile.ratings.low", {{"low", r.low}, {"open", r.low_open}}) : "";
    tile.detail = joined({messages("tile.ratings.count", {{"n", r.count}}), low});
    tile.bars = r.bars;
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
    if (!tile.bars.empty()) tile.bars_title = messages("tile.bars");
    return tile;
  }

  void fill(Topic topic, Tiles::Tile& tile) const {
    switch (topic) {
      case Topic::tickets:
        return tickets(tile);
      case Topic::outages:
        return outages(tile);
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

std::string trend(int better, const std::string& before, const Messages& messages) {
  const char* key = better > 0 ? "trend.better" : better < 0 ? "trend.worse" : "trend.same";
  return messages(key, {{"before", before}});
}

}  // namespace

Tiles tiles_of(const MonthFacts& facts, const std::vector<Light>& lights, const Messages& messages,
               std::string_view currency) {
  TileWriter writer{facts, messages, currency};
  Tiles tiles;
  for (const Light& light : lights) tiles.tiles.push_back(writer.tile(light));
  return tiles;
}

std::string trend_of(Share now, const std::optional<Share>& before, bool comparable,
                     const Messages& messages) {
  if (!before) return messages("trend.first");
  if (!comparable || !now.defined() || !before->defined()) return messages("trend.cannot");
  // By what is shown: "better: 96.7 % before" beside 96.7 % would puzzle.
  std::string shown_now = to_text(now, 3), shown_before = to_text(*before, 3);
  int better = shown_now.compare(shown_before);
  return trend(better, format_percent(*before, messages.language()), messages);
}

std::string trend_of(Seconds now, const std::optional<Seconds>& before, bool comparable,
                     const Messages& messages) {
  if (!before) return messages("trend.first");
  if (!comparable) return messages("trend.cannot");
  int better = now < *before ? 1 : now > *before ? -1 : 0;
  return trend(better, format_duration(*before, messages.language()), messages);
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
