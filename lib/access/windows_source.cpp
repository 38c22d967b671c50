#include "access/descriptor.hpp"
#include "access/nt_source.hpp"
#include "access/samba_source.hpp"
#include "access/share_rights.hpp"

namespace outdesk {

namespace {

class WindowsSource : public NtSource {
 public:
  WindowsSource(const Snapshot& snapshot, const std::vector<Subject>& people) : snapshot_(snapshot), people_(people) {}

  NtObject object_in(const std::string& descriptor) const override {
    return {nt_descriptor(descriptor), Unread::no, {}, all_of(people_.size())};
  }
  const std::vector<Subject>& people() const override { return people_; }
  std::vector<std::uint32_t> through() const override { return share_masks(snapshot_, people_); }
  PeopleBits unbound() const override { return PeopleBits(words_for(people_.size())); }

 private:
  const Snapshot& snapshot_;
  const std::vector<Subject>& people_;
};

}  // namespace

std::unique_ptr<NtSource> nt_source(const Snapshot& snapshot, const std::vector<Subject>& people) {
  if (snapshot.facts.system == System::windows) return std::make_unique<WindowsSource>(snapshot, people);
  return std::make_unique<SambaSource>(snapshot, people);
}

}  // namespace outdesk
