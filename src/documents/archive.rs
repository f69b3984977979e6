//! Looks over a zip file's own list of contents, and refuses what was built to harm, before anything is unpacked.

use std::collections::HashSet;
use std::io::{self, Read, Seek, SeekFrom};

const MOST_MEMBERS: usize = 2_000;
const MOST_BYTES: u64 = 200 * 1024 * 1024;
const HIGHEST_RATIO: u64 = 100;
const RATIO_COUNTS_FROM: u64 = 1024 * 1024;
const END_LENGTH: u64 = 22;
const ENTRY_LENGTH: usize = 46;
const LOCAL_LENGTH: usize = 30;
const LONGEST_COMMENT: u64 = 0xFFFF;

/// One file inside a zip file, as its list of contents tells; sizes in bytes.
#[derive(Debug)]
pub struct Member {
    pub name: String,
    pub stored: bool,
    /// Where its bytes begin in the zip file.
    pub data: u64,
    pub packed: u64,
    header: u64,
    unpacked: u64,
    flags: u16,
    method: u16,
}

/// The members of a zip file that is safe to open, in the order of its list; `None` where it is not one.
pub fn members(file: &mut (impl Read + Seek)) -> io::Result<Option<Vec<Member>>> {
    let Some((count, start, list)) = contents(file)? else {
        return Ok(None);
    };
    let Some(mut members) = parse_list(&list, count) else {
        return Ok(None);
    };
    for member in &mut members {
        if !check_local(file, member)? {
            return Ok(None);
        }
    }
    let safe = unique(&members) && modest(&members) && apart(&members, start);
    Ok(safe.then_some(members))
}

/// How many members there are, where their list starts, and the list itself.
fn contents(file: &mut (impl Read + Seek)) -> io::Result<Option<(usize, u64, Vec<u8>)>> {
    let size = file.seek(SeekFrom::End(0))?;
    let tail_start = size.saturating_sub(END_LENGTH + LONGEST_COMMENT);
    let tail = read_at(
        file,
        tail_start,
        usize::try_from(size - tail_start).unwrap_or(0),
    )?;
    let Some(at) = end_of_list(&tail) else {
        return Ok(None);
    };
    let end = &tail[at..];
    let (count, length, start) = (u16_at(end, 10), u32_at(end, 12), u32_at(end, 16));
    let one_disk = u16_at(end, 4) == 0 && u16_at(end, 6) == 0 && u16_at(end, 8) == count;
    let fits = u64::from(start) + u64::from(length) == tail_start + at as u64;
    if !one_disk || !fits || count == 0 || usize::from(count) > MOST_MEMBERS {
        return Ok(None);
    }
    let list = read_at(file, start.into(), usize::try_from(length).unwrap_or(0))?;
    Ok(Some((count.into(), start.into(), list)))
}

/// Where the closing record stands; its comment must reach exactly to the end of the file.
fn end_of_list(tail: &[u8]) -> Option<usize> {
    let last = tail.len().checked_sub(usize::try_from(END_LENGTH).ok()?)?;
    let fits = |&at: &usize| {
        tail[at..].starts_with(b"PK\x05\x06") && usize::from(u16_at(&tail[at..], 20)) == last - at
    };
    (0..=last).rev().find(fits)
}

fn parse_list(mut list: &[u8], count: usize) -> Option<Vec<Member>> {
    let mut members = Vec::with_capacity(count);
    while !list.is_empty() {
        if list.len() < ENTRY_LENGTH || !list.starts_with(b"PK\x01\x02") || members.len() == count {
            return None;
        }
        let name_length = usize::from(u16_at(list, 28));
        let whole = ENTRY_LENGTH
            + name_length
            + usize::from(u16_at(list, 30))
            + usize::from(u16_at(list, 32));
        let name = list.get(ENTRY_LENGTH..ENTRY_LENGTH + name_length)?;
        members.push(member(list, name)?);
        list = list.get(whole..)?;
    }
    (members.len() == count).then_some(members)
}

/// One entry of the list, unless it is locked, a link, too tightly packed, or has a name that leads elsewhere.
fn member(entry: &[u8], name: &[u8]) -> Option<Member> {
    let (flags, method) = (u16_at(entry, 8), u16_at(entry, 10));
    let (packed, unpacked) = (u64::from(u32_at(entry, 20)), u64::from(u32_at(entry, 24)));
    let locked = flags & 0x2041 != 0;
    let link = (u32_at(entry, 38) >> 16) & 0o170_000 == 0o120_000;
    let too_tight = unpacked > RATIO_COUNTS_FROM && unpacked > packed.saturating_mul(HIGHEST_RATIO);
    let lies = method == 0 && packed != unpacked;
    let name = String::from_utf8_lossy(name).into_owned();
    if locked || link || too_tight || lies || !stays_inside(&name) {
        return None;
    }
    let header = u32_at(entry, 42).into();
    Some(Member {
        name,
        stored: method == 0,
        data: 0,
        packed,
        header,
        unpacked,
        flags,
        method,
    })
}

fn stays_inside(name: &str) -> bool {
    let parts_fine = name
        .split(['/', '\\'])
        .all(|part| part != ".." && !part.ends_with(':'));
    !name.is_empty() && !name.contains('\0') && !name.starts_with(['/', '\\']) && parts_fine
}

/// Whether the member's own header says what the list says; learns where its bytes begin.
fn check_local(file: &mut (impl Read + Seek), member: &mut Member) -> io::Result<bool> {
    let header = read_at(file, member.header, LOCAL_LENGTH + member.name.len())?;
    if header.len() < LOCAL_LENGTH || !header.starts_with(b"PK\x03\x04") {
        return Ok(false);
    }
    let later = member.flags & 0x0008 != 0;
    let sized = |at, listed| later || u64::from(u32_at(&header, at)) == listed;
    let name_length = usize::from(u16_at(&header, 26));
    member.data =
        member.header + (LOCAL_LENGTH + name_length) as u64 + u64::from(u16_at(&header, 28));
    let same_name = String::from_utf8_lossy(&header[LOCAL_LENGTH..]) == member.name
        && name_length <= member.name.len();
    let same_way =
        u16_at(&header, 8) == member.method && u16_at(&header, 6) & 0x2049 == member.flags & 0x2049;
    Ok(same_name && same_way && sized(18, member.packed) && sized(22, member.unpacked))
}

fn unique(members: &[Member]) -> bool {
    let mut names = HashSet::new();
    members
        .iter()
        .all(|member| names.insert(member.name.to_lowercase()))
}

fn modest(members: &[Member]) -> bool {
    members.iter().map(|member| member.unpacked).sum::<u64>() <= MOST_BYTES
}

/// Whether the members lie one after the other, none inside another, all before the list.
fn apart(members: &[Member], list_start: u64) -> bool {
    let mut places: Vec<(u64, u64)> = members
        .iter()
        .map(|m| (m.header, m.data + m.packed))
        .collect();
    places.sort_unstable();
    let before_list = places.last().is_some_and(|&(_, end)| end <= list_start);
    before_list && places.windows(2).all(|pair| pair[0].1 <= pair[1].0)
}

/// Up to `length` bytes from `start`; fewer at the end of the file.
pub fn read_at(file: &mut (impl Read + Seek), start: u64, length: usize) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(length as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

#[cfg(test)]
pub mod tests {
    use super::members;
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    /// A zip file with these members, the first of them stored as it is.
    pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (n, (name, content)) in parts.iter().enumerate() {
            let method = if n == 0 {
                zip::CompressionMethod::Stored
            } else {
                zip::CompressionMethod::Deflated
            };
            zip.start_file(
                *name,
                SimpleFileOptions::default().compression_method(method),
            )
            .unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn accepts(bytes: Vec<u8>) -> bool {
        members(&mut Cursor::new(bytes)).unwrap().is_some()
    }

    fn patched(bytes: &[u8], find: &[u8], offset: usize, put: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        let at = bytes.windows(find.len()).position(|w| w == find).unwrap() + offset;
        bytes[at..at + put.len()].copy_from_slice(put);
        bytes
    }

    #[test]
    fn an_honest_zip_file_is_accepted() {
        assert!(accepts(zipped(&[
            ("a.txt", "hello"),
            ("dir/b.txt", "world")
        ])));
    }

    #[test]
    fn a_bomb_is_refused() {
        assert!(!accepts(zipped(&[
            ("a", "x"),
            ("b", &"0".repeat(3_000_000))
        ])));
        let names: Vec<String> = (0..2_001).map(|n| n.to_string()).collect();
        let many: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "")).collect();
        assert!(!accepts(zipped(&many)));
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in ["../a", "/a", "a/../../b", "c:\\a", "..\\a"] {
            assert!(!accepts(zipped(&[(name, "x")])), "{name}");
        }
        assert!(!accepts(zipped(&[("a", "x"), ("A", "y")])));
    }

    #[test]
    fn headers_that_disagree_or_overlap_are_refused() {
        let honest = zipped(&[("aaa", "x"), ("bbb", "y")]);
        assert!(!accepts(patched(&honest, b"PK\x03\x04", 30, b"ccc")));
        assert!(!accepts(patched(&honest, b"PK\x03\x04", 22, &[9])));
        assert!(!accepts(patched(&honest, b"PK\x01\x02", 8, &[1])));
        assert!(!accepts(patched(&honest, b"PK\x01\x02", 40, &[0xFF, 0xA1])));
        let second = honest.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
        let mut overlap = honest.clone();
        overlap[second + 42..second + 46].copy_from_slice(&[0; 4]);
        overlap[second + 46..second + 49].copy_from_slice(b"aaa");
        assert!(!accepts(overlap));
        assert!(!accepts([honest, b"more".to_vec()].concat()));
    }
}
