"""What the operating system says when a file cannot be read or written."""

import errno
from collections.abc import Mapping
from typing import Final

from definitions.saying import Said, Saying, untranslated


def cause_of(error: OSError | ValueError) -> Said:
    """Why a file could not be opened, read or written; a ValueError is what Python says of a path that is none."""
    if isinstance(error, ValueError):
        return _NO_PATH
    known = _CAUSES.get(error.errno or 0)
    return known if known is not None else untranslated("OS", error.strerror or str(error))


_NO_PATH: Final = Saying(vietnamese="đó không phải là đường dẫn", english="that is no path").of()
_CAUSES: Final[Mapping[int, Said]] = {
    errno.ENOENT: Saying(vietnamese="không có tệp hoặc thư mục này", english="no such file or directory").of(),
    errno.EACCES: Saying(vietnamese="không có quyền truy cập", english="permission denied").of(),
    errno.EPERM: Saying(vietnamese="không được phép", english="operation not permitted").of(),
    errno.EISDIR: Saying(vietnamese="đó là một thư mục", english="it is a directory").of(),
    errno.ENOTDIR: Saying(vietnamese="trên đường dẫn có một tệp thay vì thư mục", english="not a directory").of(),
    errno.EEXIST: Saying(vietnamese="tệp đã có", english="the file exists").of(),
    errno.ENOSPC: Saying(vietnamese="ổ đĩa đã đầy", english="no space left on the disk").of(),
    errno.EROFS: Saying(vietnamese="ổ đĩa chỉ cho đọc", english="the disk can only be read").of(),
    errno.ENAMETOOLONG: Saying(vietnamese="tên tệp quá dài", english="the file's name is too long").of(),
    errno.ELOOP: Saying(vietnamese="các liên kết dẫn vòng quanh", english="the links lead in a circle").of(),
    errno.EIO: Saying(vietnamese="ổ đĩa có lỗi", english="the disk fails").of(),
    errno.EMFILE: Saying(vietnamese="đang mở quá nhiều tệp", english="too many files are open").of(),
}
