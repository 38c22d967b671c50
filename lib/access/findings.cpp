#include "access/findings.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "access/access_words.hpp"
#include "access/descriptor.hpp"
#include "access/directory.hpp"
#include "access/matrix_columns.hpp"
#include "access/nt_source.hpp"
#include "access/topmost_rows.hpp"

namespace outdesk {

namespace {

namespace w = access_words;

constexpr w::Coded kKinds[] = {
    {"everyone-writes", {"everyone can write", "писать может кто угодно"}, Tone::bad},
    {"dismissed", {"a dismissed person has access", "доступ у уволенного"}, Tone::bad},
    {"no-list", {"no access list: everybody can do everything", "списка доступа нет: всем можно всё"}, Tone::bad},
    {"orphan", {"rights for an account that is gone", "права у несуществующей учётной записи"}, Tone::attention},
    {"denial-hides", {"a denial takes away what other entries grant", "запрет отнимает данное другими записями"}, Tone::attention},
    {"single-person", {"rights for a single person instead of a group", "права одному человеку, а не группе"}, Tone::attention},
    {"nobody-owns", {"the owner is an account that is gone", "владелец — несуществующая учётная запись"}, Tone::attention},
    {"own-list", {"takes nothing from the folder above", "не наследует от вышестоящей папки"}, Tone::neutral},
    {"disorder", {"entries out of the usual order: the first one counts", "записи не в обычном порядке: действует первая"}, Tone::neutral},
    {"condition", {"an entry with a condition", "запись с условием"}, Tone::neutral},
};

/// What one distinct set of rights says by itself: kind and of whom.
using Remark = std::pair<std::string, std::string>;
using Remarks = std::set<Remark>;

/// Windows' own order: explicit denials, explicit grants, then inherited entries.
bool is_in_order(const Acl& acl) {
  int before = 0;
  for (const Ace& ace : acl) {
    if (!allows_access(ace.type) && !denies_access(ace.type)) continue;
    int rank = ace.flags & ace::kInherited ? 2 : denies_access(ace.type) ? 0 : 1;
    if (rank < before) return false;
    before = rank;
  }
  return true;
}

class DescriptorRemarks {
 public:
  DescriptorRemarks(const JudgedTree& tree, const MatrixJudgement& judgement) : snapshot_(*tree.snapshot), directory_(snapshot_.identities) {
    for (const auto& account : snapshot_.identities.accounts) users_.emplace(account.uid, account.name);
    for (std::size_t i : judgement.kept)
      if (judgement.columns.columns[i].kind != MatrixColumn::Kind::unknown) people_.push_back(judgement.columns.columns[i].subject);
    if (speaks_nt(snapshot_)) {
      source_ = nt_source(snapshot_, people_);
      std::vector<Token> tokens;
      for (const Subject& person : people_) tokens.push_back(person.token);
      columns_ = std::make_unique<NtColumns>(tokens);
    }
  }

  Remarks of(const std::string& bytes) const {
    Remarks remarks;
    if (!is_nt_descriptor(bytes)) posix_remarks(bytes, remarks);
    if (!source_) return remarks;
    NtObject object = source_->object_in(bytes);
    if (object.hole == Unread::no) nt_remarks(object.descriptor, is_nt_descriptor(bytes), remarks);
    return remarks;
  }

 private:
  void posix_remarks(const std::string& bytes, Remarks& remarks) const {
    PosixObject object = object_of(posix_descriptor(bytes)).object;
    if (object.uid != 0 && !users_.count(object.uid)) remarks.emplace("nobody-owns", "uid:" + std::to_string(object.uid));
    for (const AclEntry& entry : object.acl) {
      if (entry.tag != AclEntry::Tag::user) continue;
      auto known = users_.find(entry.id);
      if (known == users_.end() && entry.id != 0) remarks.emplace("orphan", "uid:" + std::to_string(entry.id));
      if (known != users_.end()) remarks.emplace("single-person", known->second);
    }
  }

  bool is_gone(const Sid& sid) const {
    return is_of_domain(sid) && !directory_.knows(sid);
  }

  void nt_remarks(const NtDescriptor& descriptor, bool windows, Remarks& remarks) const {
    if (windows && descriptor.owner && is_gone(*descriptor.owner)) remarks.emplace("nobody-owns", descriptor.owner->to_text());
    if (!descriptor.dacl) return void(remarks.emplace("no-list", ""));
    bool denies = false;
    for (const Ace& ace : *descriptor.dacl) {
      bool counts = allows_access(ace.type) || denies_access(ace.type) || ace::is_conditional(ace.type);
      if (!counts) continue;
      if (ace::is_conditional(ace.type)) remarks.emplace("condition", directory_.name_of(ace.trustee));
      if (is_gone(ace.trustee)) remarks.emplace("orphan", ace.trustee.to_text());
      bool own = !(ace.flags & ace::kInherited);
      if (own && windows && directory_.user_of_sid(ace.trustee)) remarks.emplace("single-person", directory_.name_of(ace.trustee));
      denies = denies || (denies_access(ace.type) && !(ace.flags & ace::kInheritOnly));
    }
    if (denies) denial_remarks(descriptor, remarks);
    if (windows && (descriptor.control & control::kDaclProtected)) remarks.emplace("own-list", "");
    if (!is_in_order(*descriptor.dacl)) remarks.emplace("disorder", "");
  }

  /// Of each denial that takes something from somebody shown.
  void denial_remarks(const NtDescriptor& descriptor, Remarks& remarks) const {
    constexpr std::uint32_t kContent = nt::kRead | nt::kWrite | nt::kAppend | nt::kTraverse | nt::kDelete | nt::kDeleteChild;
    auto with = columns_->grants(descriptor), without = columns_->grants(descriptor, NtColumns::View::no_denials);
    PeopleBits losers(words_for(people_.size()));
    for (std::size_t i = 0; i < people_.size(); ++i)
      if (without.masks[i] & ~with.masks[i] & kContent) put_in(losers, i);
    for (const Ace& ace : *descriptor.dacl) {
      if (!denies_access(ace.type) || (ace.flags & ace::kInheritOnly)) continue;
      const PeopleBits& named = columns_->holders(ace.trustee);
      bool hides = false;
      for (std::size_t i = 0; i < losers.size(); ++i) hides = hides || (named[i] & losers[i]);
      if (hides) remarks.emplace("denial-hides", directory_.name_of(ace.trustee));
    }
  }

  const Snapshot& snapshot_;
  Directory directory_;
  std::map<std::uint32_t, std::string> users_;
  std::vector<Subject> people_;
  std::unique_ptr<NtSource> source_;
  std::unique_ptr<NtColumns> columns_;
};

class Findings {
 public:
  Findings(const MatrixJudgement& judgement, const MatrixSubject& subject) : judgement_(judgement) {
    const Zone& zone = subject.zone ? *subject.zone : Zone::named("UTC");
    auto today = days_since_epoch(zone.local(judgement.newest->taken).date);
    for (std::size_t i : judgement.kept) {
      const auto& last_day = judgement.columns.columns[i].dismissed;
      if (last_day && days_since_epoch(*last_day) <= today) dismissed_.push_back(i);
    }
  }

  std::vector<Finding> find() {
    for (const JudgedTree& tree : judgement_.trees) add_tree(tree);
    auto rank = [](const Finding& finding) { return w::place_in(kKinds, finding.kind); };
    std::stable_sort(found_.begin(), found_.end(), [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
    return std::move(found_);
  }

 private:
  void add_tree(const JudgedTree& tree) {
    DescriptorRemarks remarks(tree, judgement_);
    std::map<std::uint32_t, Remarks> known;
    TopmostRows<Remark> rows;
    for (std::size_t i = tree.selected.from; i < tree.selected.to; ++i) {
      std::size_t depth = tree.shown.depths[i] - tree.shown.depths[tree.selected.from];
      rows.enter(depth);
      std::uint32_t descriptor = tree.snapshot->folders[i].descriptor;
      Remarks here;
      if (descriptor != kNone && tree.snapshot->folders[i].unread == Unread::no) {
        auto [found, fresh] = known.try_emplace(descriptor);
        if (fresh) found->second = remarks.of(tree.snapshot->descriptors[descriptor]);
        here = found->second;
      }
      if (depth == 0) here.erase({"own-list", ""});
      add_levels(tree, i, here);
      for (const auto& remark : here) add(tree, i, remark, rows);
    }
  }

  void add_levels(const JudgedTree& tree, std::size_t folder, Remarks& here) const {
    std::uint32_t number = tree.effect.profile_of[folder];
    if (number == kNone) return;
    const Profile& profile = tree.effect.profiles[number];
    Level anybody = profile.levels[judgement_.columns.columns.size()];
    if (anybody == Level::write || anybody == Level::edit || anybody == Level::change || anybody == Level::full) here.emplace("everyone-writes", "");
    for (std::size_t i : dismissed_)
      if (opens(profile.levels[i])) here.emplace("dismissed", judgement_.columns.columns[i].name);
  }

  void add(const JudgedTree& tree, std::size_t folder, const Remark& remark, TopmostRows<Remark>& rows) {
    // A list that begins anew is one at each folder; the rest goes on below.
    std::size_t row = remark.first == "own-list" ? rows.kNoRow : rows.above(remark);
    if (row == rows.kNoRow) {
      row = found_.size();
      found_.push_back({remark.first, tree.shown.paths[folder], remark.second, 1});
    } else {
      ++found_[row].folders;
    }
    rows.put(remark, row);
  }

  const MatrixJudgement& judgement_;
  std::vector<std::size_t> dismissed_;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> findings_of(const MatrixJudgement& judgement, const MatrixSubject& subject) { return Findings(judgement, subject).find(); }

Table findings_table(const std::vector<Finding>& findings, Language language) {
  Table table;
  table.key = key("findings");
  table.columns = {{key("kind"), w::say(w::what, language), 0, true}, {key("path"), w::say(w::folder, language), 0, true}, {key("who"), w::say(w::whom, language), 0, true},
                   {key("folders"), w::say(w::folders_all, language)}};
  for (const Finding& finding : findings)
    table.rows.push_back({w::mark_in(kKinds, finding.kind, language), finding.path, finding.who, static_cast<std::int64_t>(finding.folders)});
  return table;
}

}  // namespace outdesk
