// The JSON-RPC interface of Zabbix 6.0 and later: one call after another, each answer checked before anybody reads it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "input/json.hpp"

namespace outdesk {

/// Where a Zabbix is asked, and how far we go with it.
struct ZabbixSource {
  std::string url;          ///< of the web frontend, or of its api_jsonrpc.php
  std::string token_file;   ///< first line: an API token (Users, API tokens); not everybody may read the file
  std::string ca_file;      ///< certificates that are trusted instead of the system's; empty: the system's
  Seconds answer_within{120};                ///< each call
  Seconds all_within{3600};                  ///< all calls together
  std::size_t largest_answer = 32u << 20;    ///< bytes of one
  std::int64_t most_calls = 20000;
  std::int64_t most_rows = 100000;           ///< hosts, services, problems or items; more is refused
};

class ZabbixApi {
 public:
  /// Reads the token and asks for the version.  Throws UsageError for a token file that is none or that others may read,
  /// what http_call throws, and MissingSource for a Zabbix before 6.0.
  explicit ZabbixApi(const ZabbixSource& source);

  const ZabbixSource& source() const { return source_; }
  const std::string& version() const { return version_; }
  bool at_least(int major, int minor) const;
  /// As messages name it.
  const std::string& name() const { return name_; }

  /// The result of `method`.  Throws what http_call throws; MissingSource where Zabbix refuses; InputError for what is no answer to
  /// this call, or none that ends in time.
  Json call(std::string_view method, const Json& params);

 private:
  Json answer_to(std::string_view method, const Json& params, bool with_token);
  ZabbixSource source_;
  std::string name_, address_, token_, version_;
  int major_ = 0, minor_ = 0;
  std::int64_t calls_ = 0;
  std::chrono::steady_clock::time_point end_;
};

}  // namespace outdesk
