#include "access/matrix_columns.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "access/descriptor.hpp"
#include "access/scan_tree.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

using Kind = MatrixColumn::Kind;

/// Who has no account on a POSIX machine.
Credential nobody_posix() { return {kNone - 1, {}}; }

bool is_service(std::uint32_t uid) { return uid < 1000 || uid == 65533 || uid == 65534; }

/// "ROMASHKA\O.Popova" and "o.popova@romashka.local" are "o.popova".
std::string without_domain(const std::string& name) {
  std::size_t from = name.rfind('\\');
  std::string bare = from == name.npos ? name : name.substr(from + 1);
  return folded(bare.substr(0, bare.find('@')));
}

/// An account as a matrix needs it, from whichever list has it.
struct Account {
  std::string name, full_name;
  Subject subject;
  std::optional<std::uint32_t> uid;
  Sid sid;
  bool enabled = true, service = false;
};

/// What smbd makes of a POSIX account besides its user SID (access.md 2.1 point 5).
std::vector<Sid> unix_sids(const Credential& credential) {
  std::vector<Sid> sids = {sids::kEveryone, sids::kNetwork, sids::kAuthenticatedUsers, sids::kUnixUsers.with(credential.uid)};
  for (std::uint32_t gid : credential.gids) sids.push_back(sids::kUnixGroups.with(gid));
  return sids;
}

bool is_service(const DirectoryUser& user) {
  constexpr std::uint32_t kFirstMade = 1000;
  return user.computer || user.sid.last_part() < kFirstMade;
}

Account account_of(const DirectoryUser& user, const Directory& directory) {
  return {user.account, user.name, {user.account, nobody_posix(), directory.token_of(user), Directory::roots_of(user)}, {}, user.sid, !user.disabled, is_service(user)};
}

class Accounts {
 public:
  explicit Accounts(const Identities& identities) : directory_(identities) {
    std::map<std::string, const DirectoryUser*> users;
    for (const auto& user : identities.users) users.emplace(folded(user.account), &user);
    std::vector<Credential> credentials = credentials_of(identities);
    for (std::size_t i = 0; i < identities.accounts.size(); ++i) {
      auto user = users.find(folded(identities.accounts[i].name));
      add_posix(identities.accounts[i], std::move(credentials[i]), user == users.end() ? nullptr : user->second);
      if (user != users.end()) user->second = nullptr;
    }
    std::set<std::string> taken;
    for (const auto& user : identities.users) {
      auto joined = users.at(folded(user.account));
      if (joined == nullptr && taken.insert(folded(user.account)).second) continue;  // he is the POSIX account of that name
      Account account = account_of(user, directory_);
      // Of two domains with one name the second goes by his number too: columns are told apart by it.
      if (joined != &user) account.name += " (" + user.sid.to_text() + ")";
      account.subject.account = account.name;
      add(std::move(account));
    }
  }

  std::optional<std::size_t> find(const std::string& account) const {
    if (auto found = exact_.find(account); found != exact_.end()) return found->second;
    auto found = bare_.find(without_domain(account));
    return found == bare_.end() ? std::nullopt : found->second;
  }
  const Account& at(std::size_t place) const { return accounts_[place]; }
  std::size_t size() const { return accounts_.size(); }
  const Directory& directory() const { return directory_; }

 private:
  void add_posix(const PosixAccount& posix, Credential credential, const DirectoryUser* user) {
    std::vector<Sid> start = unix_sids(credential);
    if (user) {
      std::vector<Sid> roots = Directory::roots_of(*user);
      start.insert(start.end(), roots.begin(), roots.end());
    }
    Account account{posix.name, posix.full_name, {posix.name, std::move(credential), directory_.token_from(start), start}, posix.uid, {}, true, is_service(posix.uid)};
    if (user) {
      account.sid = user->sid;
      account.enabled = !user->disabled;
      if (account.full_name.empty()) account.full_name = user->name;
    }
    add(std::move(account));
  }

  void add(Account account) {
    exact_.emplace(account.name, accounts_.size());
    auto [bare, fresh] = bare_.emplace(without_domain(account.name), accounts_.size());
    if (!fresh) bare->second.reset();
    accounts_.push_back(std::move(account));
  }

  Directory directory_;
  std::vector<Account> accounts_;
  std::map<std::string, std::size_t> exact_;
  std::map<std::string, std::optional<std::size_t>> bare_;
};

MatrixColumn column_of(Kind kind, const Account& account) {
  return {kind, account.name, account.full_name.empty() ? account.name : account.full_name, "", {}, account.subject, account.uid, account.sid, account.enabled};
}

/// Departments in the order in which the contract names them first, then names.
std::vector<const Person*> in_order(const std::vector<Person>& people) {
  std::map<std::string, std::size_t> department;
  std::vector<const Person*> order;
  for (const Person& person : people) {
    department.emplace(person.department, department.size());
    order.push_back(&person);
  }
  std::stable_sort(order.begin(), order.end(), [&](const Person* a, const Person* b) {
    std::size_t first = department[a->department], second = department[b->department];
    return first != second ? first < second : folded(a->name) < folded(b->name);
  });
  return order;
}

void add_people(const Accounts& accounts, const std::vector<Person>& people, std::set<std::size_t>& taken, MatrixColumns& result) {
  for (const Person* person : in_order(people)) {
    auto place = accounts.find(person->account);
    if (!place) result.without_account.push_back(person->name.empty() ? person->account : person->name);
    if (!place || !taken.insert(*place).second) continue;
    MatrixColumn column = column_of(Kind::person, accounts.at(*place));
    column.name = person->name.empty() ? column.account : person->name;
    column.department = person->department;
    column.dismissed = person->dismissed;
    result.columns.push_back(std::move(column));
  }
}

void add_accounts(const Accounts& accounts, const std::set<std::size_t>& taken, Kind kind, MatrixColumns& result) {
  std::size_t first = result.columns.size();
  for (std::size_t i = 0; i < accounts.size(); ++i)
    if (!taken.count(i) && accounts.at(i).service == (kind == Kind::service)) result.columns.push_back(column_of(kind, accounts.at(i)));
  std::sort(result.columns.begin() + static_cast<std::ptrdiff_t>(first), result.columns.end(),
            [](const auto& a, const auto& b) { return a.account < b.account; });
}

void add_unknown(const Accounts& accounts, const NamedNumbers& numbers, MatrixColumns& result) {
  std::set<std::uint32_t> known;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < accounts.size(); ++i)
    if (accounts.at(i).uid) known.insert(*accounts.at(i).uid);
  auto room = [&] { return shown++ < kMostUnknown || (++result.unknown_left_out, false); };
  for (std::uint32_t uid : numbers.uids) {
    if (known.count(uid) || !room()) continue;
    std::string name = uid == 0 ? "root" : "uid:" + std::to_string(uid);
    Credential credential{uid, {}};
    Token token(unix_sids(credential));
    result.columns.push_back({uid == 0 ? Kind::service : Kind::unknown, name, name, "", {}, {name, std::move(credential), std::move(token), {}}, uid, {}, true});
  }
  for (const Sid& sid : numbers.sids) {
    if (!is_of_domain(sid) || accounts.directory().knows(sid) || !room()) continue;
    std::string name = sid.to_text();
    result.columns.push_back({Kind::unknown, name, name, "", {}, {name, nobody_posix(), Token({sid}), {sid}}, {}, sid, true});
  }
}

}  // namespace

MatrixColumns matrix_columns(const Identities& identities, const std::vector<Person>& people, const NamedNumbers& numbers) {
  MatrixColumns result;
  Accounts accounts(identities);
  std::set<std::size_t> taken;
  add_people(accounts, people, taken, result);
  add_accounts(accounts, taken, Kind::account, result);
  add_accounts(accounts, taken, Kind::service, result);
  add_unknown(accounts, numbers, result);
  return result;
}

std::optional<Subject> subject_named(const Identities& identities, const std::string& account) {
  Accounts accounts(identities);
  auto place = accounts.find(account);
  if (!place) return {};
  return accounts.at(*place).subject;
}

Subject stranger(const Directory& directory) {
  std::vector<Sid> roots = {sids::kEveryone, sids::kNetwork, sids::kAuthenticatedUsers};
  return {"", nobody_posix(), directory.token_from(roots), roots};
}

NamedNumbers numbers_in(const std::vector<const Snapshot*>& snapshots) {
  std::set<std::uint32_t> uids;
  std::set<Sid> sids;
  auto note = [&](const NtDescriptor& descriptor) {
    if (descriptor.owner) sids.insert(*descriptor.owner);
    if (descriptor.dacl)
      for (const Ace& ace : *descriptor.dacl) sids.insert(ace.trustee);
  };
  for (const Snapshot* snapshot : snapshots) {
    for (std::uint32_t uid : uids_in(*snapshot)) uids.insert(uid);
    for (const std::string& bytes : snapshot->descriptors)
      if (is_nt_descriptor(bytes)) note(nt_descriptor(bytes));
  }
  return {{uids.begin(), uids.end()}, {sids.begin(), sids.end()}};
}

}  // namespace outdesk
