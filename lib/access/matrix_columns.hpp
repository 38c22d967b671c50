// Who stands over the columns of a matrix, and in which order.  Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/directory.hpp"
#include "access/identities.hpp"
#include "access/snapshot.hpp"
#include "access/subject.hpp"
#include "client/contract.hpp"

namespace outdesk {

struct MatrixColumn {
  enum class Kind { person, account, service, unknown };
  Kind kind = Kind::account;
  std::string account;            ///< key of the column; "uid:1234" or a SID where nobody has the number
  std::string name, department;   ///< of the contract; else the account's own comment and nothing
  std::optional<Date> dismissed;  ///< last day, of the contract
  Subject subject;
  std::optional<std::uint32_t> uid;
  Sid sid;
  bool enabled = true;            ///< false: rights stay, log-on does not
};

struct MatrixColumns {
  std::vector<MatrixColumn> columns;
  std::vector<std::string> without_account;  ///< names of people of the contract who are not on the server
  std::size_t unknown_left_out = 0;
};

inline constexpr std::size_t kMostUnknown = 200;

/// Numbers that the descriptors of trees name: owners and trustees, sorted.
struct NamedNumbers {
  std::vector<std::uint32_t> uids;
  std::vector<Sid> sids;
};
NamedNumbers numbers_in(const std::vector<const Snapshot*>& snapshots);

/// People of the contract first (departments in the contract's order, by name within), then other accounts, then
/// service accounts (uid below 1000 or the two nobodies; of Windows computers and numbers below 1000), then numbers
/// without an account, at most kMostUnknown of them: uids, and SIDs of accounts that are gone, which count for
/// themselves alone.  A person's account is found by its exact name, else by the name without a domain (`DOMAIN\name`,
/// `name@domain`), case aside, where only one account has it.
MatrixColumns matrix_columns(const Identities& identities, const std::vector<Person>& people, const NamedNumbers& numbers);

/// The account of that name, as a matrix would show it; empty where there is none.
std::optional<Subject> subject_named(const Identities& identities, const std::string& account);

/// Somebody who is named nowhere: what he can do everybody can.
Subject stranger(const Directory& directory);

}  // namespace outdesk
