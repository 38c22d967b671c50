#include "access/matrix_judgement.hpp"

#include <algorithm>
#include <unordered_map>

#include "access/descriptor.hpp"
#include "access/directory.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

using Kind = MatrixColumn::Kind;

void keep_one_account(const std::string& wanted, std::vector<MatrixColumn>& columns) {
  std::vector<std::string> known;
  for (const MatrixColumn& column : columns) {
    known.push_back(column.account);
    if (column.name != column.account) known.push_back(column.name);
  }
  std::erase_if(columns, [&](const MatrixColumn& column) { return column.account != wanted && column.name != wanted; });
  if (!columns.empty()) return;
  std::string near = nearest(wanted, known);
  throw NotFound("there is no account " + in_quotes(wanted) + " in the matrix", near.empty() ? "leave --account out to see all" : "did you mean " + in_quotes(near) + "?");
}

[[noreturn]] void refuse_path(const std::string& wanted, const std::vector<Snapshot>& snapshots, const std::vector<std::string>& labels) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < snapshots.size(); ++i)
    for (std::string& path : shown_folders(snapshots[i], labels[i]).paths) known.push_back(std::move(path));
  std::string near = nearest(wanted, known);
  throw NotFound("there is no folder " + in_quotes(wanted) + " in the snapshot",
                 near.empty() ? "paths begin with " + in_quotes(labels[0]) : "did you mean " + in_quotes(near) + "?");
}

std::vector<std::string> owners_of(const Snapshot& snapshot, const Identities& identities) {
  std::unordered_map<std::uint32_t, std::string> names;
  for (const PosixAccount& account : identities.accounts) names.emplace(account.uid, account.name);
  Directory directory(identities);
  std::vector<std::string> owners;
  for (const std::string& bytes : snapshot.descriptors) {
    if (is_nt_descriptor(bytes)) {
      NtDescriptor descriptor = nt_descriptor(bytes);
      owners.push_back(descriptor.owner ? directory.name_of(*descriptor.owner) : "");
      continue;
    }
    std::uint32_t uid = posix_descriptor(bytes).uid;
    auto known = names.find(uid);
    owners.push_back(known != names.end() ? known->second : uid == 0 ? "root" : "uid:" + std::to_string(uid));
  }
  return owners;
}

std::vector<bool> conditions_in(const Snapshot& snapshot) {
  std::vector<bool> found;
  for (const std::string& bytes : snapshot.descriptors) {
    std::optional<Acl> dacl = is_nt_descriptor(bytes) ? nt_descriptor(bytes).dacl : std::nullopt;
    found.push_back(dacl && std::any_of(dacl->begin(), dacl->end(), [](const Ace& ace) { return ace::is_conditional(ace.type); }));
  }
  return found;
}

/// Everybody over the columns, and a stranger, who is named nowhere, behind them.
std::vector<Subject> people_and_stranger(const MatrixColumns& columns, const Identities& identities) {
  std::vector<Subject> people;
  for (const MatrixColumn& column : columns.columns) people.push_back(column.subject);
  people.push_back(stranger(Directory(identities)));
  return people;
}

std::vector<JudgedTree> judge_trees(const MatrixJudgement& judgement, const std::vector<Snapshot>& snapshots, const MatrixOptions& options) {
  std::vector<JudgedTree> trees;
  std::vector<Subject> people = people_and_stranger(judgement.columns, judgement.newest->identities);
  std::vector<std::string> labels = tree_labels(snapshots);
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    const Snapshot& snapshot = snapshots[i];
    ShownFolders shown = shown_folders(snapshot, labels[i]);
    auto selected = select_below(snapshot, shown, options.path);
    if (!selected) continue;
    Effect effect = tree_effect(snapshot, people, {options.from_above, options.masks});
    trees.push_back({&snapshot, std::move(shown), *selected, std::move(effect), owners_of(snapshot, judgement.newest->identities), conditions_in(snapshot), &judgement.newest->identities});
  }
  if (trees.empty()) refuse_path(options.path, snapshots, labels);
  return trees;
}

bool same_everywhere(const std::vector<JudgedTree>& trees, std::size_t a, std::size_t b) {
  for (const JudgedTree& tree : trees)
    for (const Profile& profile : tree.effect.profiles)
      if (profile.levels[a] != profile.levels[b] || (!profile.files.empty() && profile.files[a] != profile.files[b])) return false;
  return true;
}

/// Service accounts that can do no more than the stranger say nothing.
void leave_out_strangers(const MatrixOptions& options, MatrixJudgement& judgement) {
  std::size_t stranger = judgement.columns.columns.size();
  for (std::size_t i = 0; i < stranger; ++i) {
    const MatrixColumn& column = judgement.columns.columns[i];
    bool asked_for = options.all_accounts || !options.account.empty() || column.kind != Kind::service || column.uid == 0u;
    if (asked_for || !same_everywhere(judgement.trees, i, stranger)) judgement.kept.push_back(i);
    else ++judgement.service_left_out;
  }
}

}  // namespace

MatrixJudgement judge_matrix(const MatrixSubject& subject, const std::vector<Snapshot>& snapshots, const MatrixOptions& options) {
  MatrixJudgement judgement;
  std::vector<const Snapshot*> all;
  for (const Snapshot& snapshot : snapshots) {
    all.push_back(&snapshot);
    if (!judgement.newest || snapshot.taken > judgement.newest->taken) judgement.newest = &snapshot;
  }
  judgement.columns = matrix_columns(judgement.newest->identities, subject.people, numbers_in(all));
  auto& columns = judgement.columns.columns;
  if (options.people_only) std::erase_if(columns, [](const MatrixColumn& column) { return column.kind != Kind::person; });
  if (!options.account.empty()) keep_one_account(options.account, columns);
  judgement.trees = judge_trees(judgement, snapshots, options);
  leave_out_strangers(options, judgement);
  return judgement;
}

}  // namespace outdesk
