#include "access/matrix_columns.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"

namespace outdesk {

namespace {

using Kind = MatrixColumn::Kind;

bool is_service(std::uint32_t uid) { return uid < 1000 || uid == 65533 || uid == 65534; }

/// "ROMASHKA\O.Popova" and "o.popova@romashka.local" are "o.popova".
std::string without_domain(const std::string& name) {
  std::size_t from = name.rfind('\\');
  std::string bare = from == name.npos ? name : name.substr(from + 1);
  return folded(bare.substr(0, bare.find('@')));
}

class Accounts {
 public:
  explicit Accounts(const PosixIdentities& identities) : identities_(identities) {
    for (std::size_t i = 0; i < identities.accounts.size(); ++i) {
      exact_.emplace(identities.accounts[i].name, i);
      auto [bare, fresh] = bare_.emplace(without_domain(identities.accounts[i].name), i);
      if (!fresh) bare->second.reset();
    }
  }

  std::optional<std::size_t> find(const std::string& account) const {
    if (auto found = exact_.find(account); found != exact_.end()) return found->second;
    auto found = bare_.find(without_domain(account));
    return found == bare_.end() ? std::nullopt : found->second;
  }
  const PosixAccount& at(std::size_t place) const { return identities_.accounts[place]; }
  std::size_t size() const { return identities_.accounts.size(); }

 private:
  const PosixIdentities& identities_;
  std::map<std::string, std::size_t> exact_;
  std::map<std::string, std::optional<std::size_t>> bare_;
};

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

void add_people(const Accounts& accounts, const std::vector<Credential>& credentials, const std::vector<Person>& people,
                std::set<std::size_t>& taken, MatrixColumns& result) {
  for (const Person* person : in_order(people)) {
    auto place = accounts.find(person->account);
    if (!place) result.without_account.push_back(person->name.empty() ? person->account : person->name);
    if (!place || !taken.insert(*place).second) continue;
    const std::string& account = accounts.at(*place).name;
    result.columns.push_back({Kind::person, account, person->name.empty() ? account : person->name, person->department, person->dismissed, credentials[*place]});
  }
}

void add_accounts(const Accounts& accounts, const std::vector<Credential>& credentials, const std::set<std::size_t>& taken, Kind kind, MatrixColumns& result) {
  std::size_t first = result.columns.size();
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const PosixAccount& account = accounts.at(i);
    if (taken.count(i) || is_service(account.uid) != (kind == Kind::service)) continue;
    std::string name = account.full_name.empty() ? account.name : account.full_name;
    result.columns.push_back({kind, account.name, name, "", {}, credentials[i]});
  }
  std::sort(result.columns.begin() + static_cast<std::ptrdiff_t>(first), result.columns.end(),
            [](const auto& a, const auto& b) { return a.account < b.account; });
}

void add_unknown(const Accounts& accounts, const std::vector<std::uint32_t>& uids, MatrixColumns& result) {
  std::set<std::uint32_t> known;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < accounts.size(); ++i) known.insert(accounts.at(i).uid);
  for (std::uint32_t uid : uids) {
    if (known.count(uid)) continue;
    if (shown++ >= kMostUnknown) { ++result.unknown_left_out; continue; }
    std::string name = "uid:" + std::to_string(uid);
    result.columns.push_back({Kind::unknown, name, name, "", {}, {uid, {}}});
  }
}

}  // namespace

MatrixColumns matrix_columns(const PosixIdentities& identities, const std::vector<Person>& people, const std::vector<std::uint32_t>& uids) {
  MatrixColumns result;
  Accounts accounts(identities);
  std::vector<Credential> credentials = credentials_of(identities);
  std::set<std::size_t> taken;
  add_people(accounts, credentials, people, taken, result);
  add_accounts(accounts, credentials, taken, Kind::account, result);
  add_accounts(accounts, credentials, taken, Kind::service, result);
  add_unknown(accounts, uids, result);
  return result;
}

}  // namespace outdesk
