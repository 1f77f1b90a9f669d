# A Homebrew formula. @URL@ is where the source of the release lies (`git archive`), @SHA256@ its sum.
class Mxray < Formula
  desc "Finds out why Office 365 cannot deliver mail over a connector"
  homepage "@HOMEPAGE@"
  url "@URL@"
  sha256 "@SHA256@"
  license any_of: ["MIT", "Apache-2.0"]

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    system bin/"mxray", "man", "--out", man1
    generate_completions_from_executable(bin/"mxray", "completions", shells: [:bash, :zsh, :fish])
  end

  test do
    assert_match "4.4.316", shell_output("#{bin}/mxray explain 4.4.316 --no-config")
  end
end
