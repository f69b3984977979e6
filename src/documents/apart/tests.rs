use super::Apart;
use crate::documents::Unreadable;
use crate::drafts::reading::FileKind;
use std::path::Path;

async fn read_with(exe: &str) -> Result<super::Reading, Unreadable> {
    Apart::new(exe.into())
        .read(FileKind::Txt, Path::new("/dev/null"))
        .await
}

#[tokio::test]
async fn a_child_that_fails_or_talks_nonsense_is_a_broken_file() {
    for exe in ["/bin/false", "/bin/echo", "/no/such/program"] {
        assert!(
            matches!(read_with(exe).await, Err(Unreadable::Broken(_))),
            "{exe}"
        );
    }
}
