// One call of HTTP or HTTPS to a system that a person named: bounded in time and bytes, and no more than was asked for.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.hpp"

namespace outdesk {

struct HttpRequest {
  enum class Method { get, post } method = Method::get;
  std::string url;                      ///< http:// or https://, without user and password
  std::vector<std::pair<std::string, std::string>> headers;  ///< secrets may stand here: no message ever shows them
  std::string body;                     ///< of a POST
  std::string expected_type;            ///< what the answer has to be ("json"): a part of its Content-Type; empty: anything
  std::string ca_file;                  ///< certificates that are trusted instead of the system's; empty: the system's
  Seconds connect_within{15};
  Seconds deadline{120};                ///< of the whole call
  Seconds silence{30};                  ///< so long less than a hundred bytes a second: given up
  std::size_t limit = 32u << 20;        ///< bytes of the answer
};

struct HttpAnswer {
  int status = 0;
  std::string type;                     ///< Content-Type, in lower case
  std::string body;
};

/// The answer of status 200.  Certificates are verified; no redirection is followed, for it could lead the secrets of the
/// headers elsewhere; no proxy of the environment, no cookies, no .netrc, no packed bodies.  Throws MissingSource with words of
/// why it came to nothing, and Interrupted where we are asked to stop.
HttpAnswer http_call(const HttpRequest& request);

/// The address as messages show it: without what stands behind ?, # and @.
std::string shown_address(const std::string& url);

/// Whether the address is one of this machine (127.0.0.0/8, ::1, localhost).
bool is_loopback(const std::string& url);

}  // namespace outdesk
