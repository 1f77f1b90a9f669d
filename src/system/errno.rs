//! The numbers of errors that `io::ErrorKind` has no name for, or has one name for several of. They are those that
//! `io::Error::raw_os_error` tells, so each system has its own.

pub use self::here::{
    ACCES, ADDRNOTAVAIL, AFNOSUPPORT, AGAIN, CONNREFUSED, HOSTDOWN, HOSTUNREACH, INVAL, MFILE, NETDOWN, NETUNREACH,
    NFILE, NOBUFS, NOMEM, PERM,
};

/// Of Unix, by the names of POSIX (`<errno.h>`).
#[cfg(unix)]
#[expect(missing_docs, reason = "the names are those of POSIX")]
mod here {
    use rustix::io::Errno;

    pub const ACCES: i32 = Errno::ACCESS.raw_os_error();
    pub const ADDRNOTAVAIL: i32 = Errno::ADDRNOTAVAIL.raw_os_error();
    pub const AFNOSUPPORT: i32 = Errno::AFNOSUPPORT.raw_os_error();
    pub const AGAIN: i32 = Errno::AGAIN.raw_os_error();
    pub const CONNREFUSED: i32 = Errno::CONNREFUSED.raw_os_error();
    pub const HOSTDOWN: i32 = Errno::HOSTDOWN.raw_os_error();
    pub const HOSTUNREACH: i32 = Errno::HOSTUNREACH.raw_os_error();
    pub const INVAL: i32 = Errno::INVAL.raw_os_error();
    pub const MFILE: i32 = Errno::MFILE.raw_os_error();
    pub const NETDOWN: i32 = Errno::NETDOWN.raw_os_error();
    pub const NETUNREACH: i32 = Errno::NETUNREACH.raw_os_error();
    pub const NFILE: i32 = Errno::NFILE.raw_os_error();
    pub const NOBUFS: i32 = Errno::NOBUFS.raw_os_error();
    pub const NOMEM: i32 = Errno::NOMEM.raw_os_error();
    pub const PERM: i32 = Errno::PERM.raw_os_error();
}

/// Of Windows: what Winsock returns, and for what it has no number the one of the system (winerror.h).
#[cfg(not(unix))]
#[expect(missing_docs, reason = "the names are those of POSIX")]
mod here {
    pub const ACCES: i32 = 10_013;
    pub const ADDRNOTAVAIL: i32 = 10_049;
    pub const AFNOSUPPORT: i32 = 10_047;
    pub const AGAIN: i32 = 10_035;
    pub const CONNREFUSED: i32 = 10_061;
    pub const HOSTDOWN: i32 = 10_064;
    pub const HOSTUNREACH: i32 = 10_065;
    pub const INVAL: i32 = 10_022;
    pub const MFILE: i32 = 10_024;
    pub const NETDOWN: i32 = 10_050;
    pub const NETUNREACH: i32 = 10_051;
    pub const NFILE: i32 = 4; // ERROR_TOO_MANY_OPEN_FILES
    pub const NOBUFS: i32 = 10_055;
    pub const NOMEM: i32 = 8; // ERROR_NOT_ENOUGH_MEMORY
    pub const PERM: i32 = 5; // ERROR_ACCESS_DENIED
}
