//! The chart: throughput as horizontal bars, a group for each workload.

use std::error::Error;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

const WIDTH: i32 = 860;
const BAR: i32 = 17;
const GAP: i32 = 14;
const LABELS: i32 = 250;
const VALUES: i32 = 70;
const FOOTER: i32 = 26;
const OURS: RGBColor = RGBColor(0, 90, 181);
const OTHERS: RGBColor = RGBColor(175, 175, 175);

/// A workload, and the throughput of each parser in GB/s, the crate under test first.
pub struct Group {
    pub name: String,
    pub bars: Vec<(String, f64)>,
}

pub fn draw(path: &str, groups: &[Group], footer: &str) -> Result<(), Box<dyn Error>> {
    let bars: usize = groups.iter().map(|group| group.bars.len()).sum();
    let height = bars as i32 * BAR + groups.len() as i32 * (BAR + GAP) + FOOTER + GAP;
    let root = SVGBackend::new(path, (WIDTH as u32, height as u32)).into_drawing_area();
    root.fill(&WHITE)?;
    let font = |size: i32| ("sans-serif", size).into_font().color(&BLACK);
    let label = font(13).pos(Pos::new(HPos::Right, VPos::Center));
    let value = font(13).pos(Pos::new(HPos::Left, VPos::Center));
    let mut y = GAP;
    for group in groups {
        let fastest = group.bars.iter().map(|(_, speed)| *speed).fold(0.0, f64::max);
        root.draw_text(&group.name, &font(15), (12, y))?;
        y += BAR + 4;
        for (index, (name, speed)) in group.bars.iter().enumerate() {
            let len = (f64::from(WIDTH - LABELS - VALUES) * speed / fastest) as i32;
            let color = if index == 0 { OURS } else { OTHERS };
            root.draw(&Rectangle::new([(LABELS, y + 2), (LABELS + len, y + BAR - 2)], color.filled()))?;
            root.draw_text(name, &label, (LABELS - 8, y + BAR / 2))?;
            root.draw_text(&format!("{speed:.2} GB/s"), &value, (LABELS + len + 6, y + BAR / 2))?;
            y += BAR;
        }
        y += GAP - 4;
    }
    root.draw_text(footer, &font(12), (12, height - FOOTER + 6))?;
    root.present()?;
    Ok(())
}
