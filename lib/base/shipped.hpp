// Files of templates/, carried inside the program: the same build always says the same words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

/// Content of `templates/NAME` ("calendars/ru.json"); empty where there is no such file.
std::optional<std::string_view> shipped_file(std::string_view name);

/// Names below `folder` ("import/"), in order.
std::vector<std::string> shipped_files(std::string_view folder);

}  // namespace outdesk
