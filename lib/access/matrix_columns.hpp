// Who stands over the columns of a matrix, and in which order.  Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/identities.hpp"
#include "client/contract.hpp"

namespace outdesk {

struct MatrixColumn {
  enum class Kind { person, account, service, unknown };
  Kind kind = Kind::account;
  std::string account;            ///< key of the column; "uid:1234" where the number has no account
  std::string name, department;   ///< of the contract; else the account's own comment and nothing
  std::optional<Date> dismissed;  ///< last day, of the contract
  Credential credential;
};

struct MatrixColumns {
  std::vector<MatrixColumn> columns;
  std::vector<std::string> without_account;  ///< names of people of the contract who are not on the server
  std::size_t unknown_left_out = 0;
};

inline constexpr std::size_t kMostUnknown = 200;

/// People of the contract first (departments in the contract's order, by name within), then other
/// accounts, then service accounts (uid below 1000 or the two nobodies), then numbers of `uids` without
/// an account, at most kMostUnknown of them.  A person's account is found by its exact name, else by the
/// name without a domain (`DOMAIN\name`, `name@domain`), case aside, where only one account has it.
MatrixColumns matrix_columns(const PosixIdentities& identities, const std::vector<Person>& people, const std::vector<std::uint32_t>& uids);

}  // namespace outdesk
