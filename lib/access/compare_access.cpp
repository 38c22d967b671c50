#include "access/compare_access.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <unordered_map>

#include "access/level_order.hpp"
#include "access/matrix_lines.hpp"
#include "access/topmost_rows.hpp"

namespace outdesk {

namespace {

/// Everybody of two snapshots, once each, as either of them knows him.
struct Everybody {
  struct One {
    std::string account;
    bool was_there = false, is_there = false;
    bool was_enabled = true, is_enabled = true;
  };
  std::vector<One> list;
  std::vector<Subject> before, after;  ///< who is not there stands as nobody

  Everybody(const Snapshot& older, const Snapshot& newer, const std::vector<Person>& people) {
    NamedNumbers numbers = numbers_in({&older, &newer});
    std::map<std::string, std::size_t> places;
    const std::vector<MatrixColumn> now = matrix_columns(newer.identities, people, numbers).columns, was = matrix_columns(older.identities, people, numbers).columns;
    std::map<Sid, std::string> renamed;  // whoever has another name now is who he was
    std::set<std::string> names;
    std::set<Sid> sids;
    std::set<std::uint32_t> uids;
    auto is_account = [](const MatrixColumn& column) { return column.kind != MatrixColumn::Kind::unknown; };
    for (const auto* columns : {&now, &was})
      for (const auto& column : *columns) {
        if (!is_account(column)) continue;
        if (columns == &now) names.insert(column.account);
        if (columns == &now && !column.sid.empty()) renamed.emplace(column.sid, column.account);
        if (!column.sid.empty()) sids.insert(column.sid);
        if (column.uid) uids.insert(*column.uid);
      }
    auto add = [&](const MatrixColumn& column, bool old) {
      // The number that an account left behind, or had before it was listed, is nobody beside it.
      if (!is_account(column) && (sids.count(column.sid) || (column.uid && uids.count(*column.uid)))) return;
      auto other = names.count(column.account) || !is_account(column) ? renamed.end() : renamed.find(column.sid);
      auto [known, fresh] = places.try_emplace(other == renamed.end() ? column.account : other->second, list.size());
      if (fresh) {
        list.push_back({column.account, false, false, true, true});
        before.push_back({column.account, {kNone - 1, {}}, Token({}), {}});
        after.push_back(before.back());
      }
      One& one = list[known->second];
      (old ? one.was_there : one.is_there) = true;
      (old ? one.was_enabled : one.is_enabled) = column.enabled;
      (old ? before : after)[known->second] = column.subject;
    };
    for (const auto& column : now) add(column, false);
    for (const auto& column : was) add(column, true);
  }
};

/// Where each folder of the newer snapshot stood in the older one.
std::vector<std::uint32_t> places_before(const Snapshot& older, const Snapshot& newer) {
  struct Hash {
    std::size_t operator()(const std::pair<std::uint32_t, std::string>& key) const { return std::hash<std::string>()(key.second) ^ key.first * 0x9E3779B97F4A7C15ull; }
  };
  System system = newer.facts.system;
  auto name = [&](const Snapshot& snapshot, std::size_t folder) { return comparable_path(std::string(snapshot.name(folder)), system); };
  std::unordered_map<std::pair<std::uint32_t, std::string>, std::uint32_t, Hash> children;
  for (std::uint32_t i = 1; i < older.folders.size(); ++i) children.emplace(std::pair(older.folders[i].parent, name(older, i)), i);
  std::vector<std::uint32_t> places(newer.folders.size(), kNone);
  if (!places.empty() && !older.folders.empty()) places[0] = 0;
  for (std::size_t i = 1; i < newer.folders.size(); ++i) {
    std::uint32_t parent = places[newer.folders[i].parent];
    if (parent == kNone) continue;
    if (auto found = children.find({parent, name(newer, i)}); found != children.end()) places[i] = found->second;
  }
  return places;
}

class Comparer {
 public:
  Comparer(const Snapshot& older, const Snapshot& newer, const std::vector<Person>& people, CompareOptions options)
      : older_(older), newer_(newer), everybody_(older, newer, people), options_(options), places_(places_before(older, newer)),
        was_(tree_effect(older, everybody_.before)), now_(tree_effect(newer, everybody_.after)) {}

  AccessDifference compare() {
    count_people();
    tell_groups();
    std::set<std::uint32_t> seen;
    for (std::size_t i = 0; i < newer_.folders.size(); ++i) {
      if (places_[i] == kNone) ++result_.fresh;
      else seen.insert(places_[i]);
      if (i >= options_.from && i < options_.to) compare_folder(i);
    }
    result_.gone = older_.folders.size() - seen.size();
    return std::move(result_);
  }

 private:
  struct Difference {
    std::size_t person;
    Cell was, now;
  };
  using RowKey = std::tuple<std::size_t, Level, Level, Level, Level, Cause>;
  /// The same tree judged with one thing as it was; made when the first difference asks for its cause.
  struct Crossed {
    Effect new_lists, new_people, old_share;
    bool share_changed = false;
  };
  using Differences = std::vector<Difference>;

  void count_people() {
    for (const auto& one : everybody_.list) {
      result_.accounts.push_back(one.account);
      if (!one.was_there) result_.new_accounts.push_back(one.account);
      else if (!one.is_there) result_.gone_accounts.push_back(one.account);
      else if (one.was_enabled && !one.is_enabled) result_.disabled.push_back(one.account);
      else if (!one.was_enabled && one.is_enabled) result_.enabled.push_back(one.account);
    }
  }

  void tell_groups() {
    Directory before(older_.identities), after(newer_.identities);
    auto posix_name = [](const Identities& identities, std::uint32_t gid) {
      for (const auto& group : identities.groups)
        if (group.gid == gid) return group.name;
      return "gid:" + std::to_string(gid);
    };
    for (std::size_t i = 0; i < everybody_.list.size(); ++i) {
      if (!everybody_.list[i].was_there || !everybody_.list[i].is_there) continue;
      std::vector<std::string> found;
      const Subject &old = everybody_.before[i], &current = everybody_.after[i];
      for (const Sid& sid : current.token.sids())
        if (!old.token.holds(sid) && sid.domain() != sids::kUnixGroups) found.push_back("+" + after.name_of(sid));
      for (const Sid& sid : old.token.sids())
        if (!current.token.holds(sid) && sid.domain() != sids::kUnixGroups) found.push_back("-" + before.name_of(sid));
      for (std::uint32_t gid : current.credential.gids)
        if (!old.credential.in_group(gid)) found.push_back("+" + posix_name(newer_.identities, gid));
      for (std::uint32_t gid : old.credential.gids)
        if (!current.credential.in_group(gid)) found.push_back("-" + posix_name(older_.identities, gid));
      if (!found.empty()) result_.groups.emplace(everybody_.list[i].account, std::move(found));
    }
  }

  /// The profile in the older snapshot that a folder is held against: its own; of a new folder that of the one above it
  /// in the newer one, since what lies in a folder is expected to be open to the same people.
  const Differences& differences_of(std::size_t i) {
    static const Differences kNothing;
    std::uint32_t place = places_[i], now = now_.profile_of[i], parent = newer_.folders[i].parent;
    bool fresh = place == kNone;
    std::uint32_t was = fresh ? (parent == kNone ? kNone : now_.profile_of[parent]) : was_.profile_of[place];
    if (now == kNone || was == kNone) {
      ++result_.cannot_tell;
      return kNothing;
    }
    auto [known, first] = known_[fresh].try_emplace(std::uint64_t{was} << 32 | now);
    if (first) {
      const Profile &before = (fresh ? now_ : was_).profiles[was], &after = now_.profiles[now];
      for (std::size_t person = 0; person < everybody_.list.size(); ++person) {
        const auto& one = everybody_.list[person];
        Cell old = one.was_there || fresh ? cell_of(before, person) : Cell{}, current = one.is_there ? cell_of(after, person) : Cell{};
        if (!grants_the_same(old, current)) known->second.push_back({person, old, current});
      }
    }
    return known->second;
  }

  void compare_folder(std::size_t i) {
    std::uint32_t parent = newer_.folders[i].parent;
    depth_of_.resize(newer_.folders.size());
    depth_of_[i] = parent == kNone ? 0 : depth_of_[parent] + 1;
    rows_.enter(depth_of_[i]);
    for (const Difference& difference : differences_of(i)) {
      Cause cause = cause_of(i, difference);
      RowKey key{difference.person, difference.was.own, difference.was.files, difference.now.own, difference.now.files, cause};
      std::size_t row = options_.all ? rows_.kNoRow : rows_.above(key);
      if (row == rows_.kNoRow) {
        row = result_.changes.size();
        result_.changes.push_back({everybody_.list[difference.person].account, static_cast<std::uint32_t>(i), difference.was, difference.now, cause, 0});
      } else {
        ++result_.changes[row].below;
      }
      rows_.put(key, row);
    }
  }

  const Crossed& crossed() {
    if (crossed_) return *crossed_;
    crossed_ = std::make_unique<Crossed>();
    crossed_->new_lists = tree_effect(newer_, everybody_.before);
    crossed_->new_people = tree_effect(older_, everybody_.after);
    crossed_->share_changed = !(older_.facts == newer_.facts);
    if (crossed_->share_changed) {
      Snapshot reached = newer_;
      reached.facts = older_.facts;
      crossed_->old_share = tree_effect(reached, everybody_.after);
    }
    return *crossed_;
  }

  Cause cause_of(std::size_t folder, const Difference& difference) {
    const auto& one = everybody_.list[difference.person];
    std::uint32_t place = places_[folder];
    if (place == kNone) return Cause::folder;
    if (one.was_there != one.is_there) return Cause::account;
    const Crossed& other = crossed();
    auto changes_nothing = [&](const Effect& effect, std::size_t at) { return grants_the_same(cell_in(effect, static_cast<std::uint32_t>(at), difference.person), difference.was); };
    if (other.share_changed && changes_nothing(other.old_share, folder)) return Cause::share;
    bool lists_do_nothing = changes_nothing(other.new_lists, folder), people_do_nothing = changes_nothing(other.new_people, place);
    if (lists_do_nothing == people_do_nothing) return Cause::both;
    return lists_do_nothing ? Cause::membership : Cause::rights;
  }

  static Cell cell_in(const Effect& effect, std::uint32_t folder, std::size_t person) {
    std::uint32_t profile = effect.profile_of[folder];
    return profile == kNone ? Cell{Level::unread, Level::unread} : cell_of(effect.profiles[profile], person);
  }

  const Snapshot &older_, &newer_;
  Everybody everybody_;
  CompareOptions options_;
  std::unique_ptr<Crossed> crossed_;
  std::vector<std::uint32_t> places_;
  Effect was_, now_;
  std::unordered_map<std::uint64_t, Differences> known_[2];
  TopmostRows<RowKey> rows_;
  std::vector<std::size_t> depth_of_;
  AccessDifference result_;
};

}  // namespace

bool grants_the_same(const Cell& a, const Cell& b) {
  // To pass through a file opens nothing.
  auto of_files = [](Level level) { return level == Level::traverse ? Level::none : level; };
  return compare_levels(a.own, b.own) == Than::same && compare_levels(of_files(a.files), of_files(b.files)) == Than::same;
}

Cell cell_of(const Profile& profile, std::size_t person) {
  return {profile.levels[person], profile.files.empty() ? profile.levels[person] : profile.files[person]};
}

std::string_view code_of(Cause cause) {
  constexpr std::string_view kCodes[] = {"rights", "membership", "both", "share", "account", "folder"};
  return kCodes[static_cast<int>(cause)];
}

AccessDifference compare_access(const Snapshot& older, const Snapshot& newer, const std::vector<Person>& people, CompareOptions options) {
  return Comparer(older, newer, people, options).compare();
}

Snapshot with_unread_from(const Snapshot& older, Snapshot newer) {
  std::vector<std::uint32_t> places = places_before(older, newer);
  std::vector<std::uint32_t> filled(older.folders.size(), kNone);  // of older folders below an unread one: place in newer
  bool any = false;
  auto add_descriptor = [&](std::uint32_t place) {
    newer.descriptors.push_back(older.descriptors[place]);
    return static_cast<std::uint32_t>(newer.descriptors.size() - 1);
  };
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (newer.folders[i].unread == Unread::no || places[i] == kNone) continue;
    const auto& known = older.folders[places[i]];
    if (known.unread != Unread::no) continue;
    newer.folders[i].unread = Unread::no;
    newer.folders[i].descriptor = add_descriptor(known.descriptor);
    filled[places[i]] = static_cast<std::uint32_t>(i);
    any = true;
  }
  if (!any) return newer;
  std::set<std::uint32_t> still_there(places.begin(), places.end());
  for (std::uint32_t i = 1; i < older.folders.size(); ++i) {
    const auto& folder = older.folders[i];
    if (filled[folder.parent] == kNone || still_there.count(i)) continue;
    std::uint32_t descriptor = folder.descriptor == kNone ? kNone : add_descriptor(folder.descriptor);
    filled[i] = static_cast<std::uint32_t>(newer.add(filled[folder.parent], older.name(i), descriptor, folder.unread));
  }
  arrange(newer);
  return newer;
}

}  // namespace outdesk
