# A Nix package of this folder: `nix-build -E '(import <nixpkgs> { }).callPackage ./packaging/templates/mxray.nix { }'`.
{ lib, rustPlatform, installShellFiles }:

rustPlatform.buildRustPackage {
  pname = "mxray";
  version = (lib.importTOML ../../Cargo.toml).package.version;
  src = lib.cleanSource ../..;
  cargoLock.lockFile = ../../Cargo.lock;

  nativeBuildInputs = [ installShellFiles ];

  # The tests need loopback and namespaces, which a build has not; `.ci/run` runs them.
  doCheck = false;

  postInstall = ''
    $out/bin/mxray man --out man
    installManPage man/*.1
    installShellCompletion --cmd mxray \
      --bash <($out/bin/mxray completions bash) \
      --fish <($out/bin/mxray completions fish) \
      --zsh <($out/bin/mxray completions zsh)
  '';

  meta = {
    description = "Finds out why Office 365 cannot deliver mail over a connector";
    license = with lib.licenses; [ mit asl20 ];
    mainProgram = "mxray";
    platforms = lib.platforms.linux;
  };
}
