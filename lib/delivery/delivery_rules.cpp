#include "delivery/delivery_rules.hpp"

#include <algorithm>

#include <map>

namespace outdesk {

namespace {

constexpr std::string_view kStates[] = {"built", "sent", "accepted", "uncertain", "refused"};

SentRevision revision_of(const DeliveryLine& line) {
  return {line.revision, line.manifest, line.state, line.at, line.message_id, line.recipients};
}

/// What is known of one revision.
class Standing {
 public:
  void hear(const DeliveryLine& line) {
    switch (line.state) {
      case DeliveryState::built: return;
      case DeliveryState::sent:
        open_ = revision_of(line);
        return;
      case DeliveryState::refused:
        open_.reset();
        return;
      case DeliveryState::accepted:
      case DeliveryState::uncertain:
        open_.reset();
        if (!ended_ || ended_->state != DeliveryState::accepted || line.state == DeliveryState::accepted) ended_ = revision_of(line);
    }
  }
  /// An attempt without an end is what a run has to know first of all.
  std::optional<SentRevision> now() const { return open_ && !(ended_ && ended_->state == DeliveryState::accepted) ? open_ : ended_; }

 private:
  std::optional<SentRevision> open_, ended_;
};

}  // namespace

std::string_view name_of(DeliveryState state) { return kStates[static_cast<int>(state)]; }

std::optional<DeliveryState> delivery_state_named(std::string_view name) {
  for (int i = 0; i < 5; ++i) if (kStates[i] == name) return static_cast<DeliveryState>(i);
  return {};
}

std::optional<SentRevision> standing_of(const std::vector<DeliveryLine>& lines) {
  std::map<std::int64_t, Standing> revisions;
  for (const DeliveryLine& line : lines) revisions[line.revision].hear(line);
  std::optional<SentRevision> last;
  for (const auto& entry : revisions)
    if (auto now = entry.second.now()) last = now;
  return last;
}

std::vector<DeliveryLine> to_any_of(std::vector<DeliveryLine> lines, const std::vector<std::string>& addresses) {
  if (addresses.empty()) return lines;
  std::erase_if(lines, [&](const DeliveryLine& line) {
    return std::none_of(line.recipients.begin(), line.recipients.end(),
                        [&](const std::string& to) { return std::find(addresses.begin(), addresses.end(), to) != addresses.end(); });
  });
  return lines;
}

}  // namespace outdesk
