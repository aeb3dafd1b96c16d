//! What a process takes, as the kernel counts it.

use std::{fs, io};

/// The kernel counts processor time in hundredths of a second, on every machine that matters.
const TICKS_PER_SECOND: f64 = 100.0;

/// The processor seconds that a process has taken, all threads together.
pub(crate) fn processor_seconds(process: u32) -> io::Result<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name before may hold anything but its closing parenthesis ends it.
    let fields = text.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: f64 = ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    Ok(ticks / TICKS_PER_SECOND)
}

/// The mebibytes of memory that a process holds now, and the most that it held.
pub(crate) fn resident_mebibytes(process: u32) -> io::Result<(f64, f64)> {
    let text = fs::read_to_string(format!("/proc/{process}/status"))?;
    let field = |name: &str| {
        let mut lines = text.lines();
        let line = lines.find_map(|line| line.strip_prefix(name));
        let kibibytes = line.and_then(|line| line.split_whitespace().next());
        kibibytes
            .and_then(|text| text.parse::<f64>().ok())
            .unwrap_or(f64::NAN)
            / 1_024.0
    };
    Ok((field("VmRSS:"), field("VmHWM:")))
}
