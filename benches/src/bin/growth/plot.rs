//! The plot: panels side by side. The y axes start at zero.

use std::error::Error;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::Color;

const SIZE: (u32, u32) = (900, 380);
const FOOTER_HEIGHT: i32 = 22;
const FONT: &str = "sans-serif";
const COLORS: [RGBColor; 3] = [RGBColor(0, 90, 181), RGBColor(220, 90, 20), RGBColor(70, 130, 60)];

/// Lines over one x axis.
pub struct Panel {
    /// The label of the x axis.
    pub x: &'static str,
    /// Whether the x axis is logarithmic.
    pub is_logarithmic: bool,
    pub lines: Vec<Line>,
}

/// The cost of a byte, in nanoseconds, at each x.
pub struct Line {
    pub name: &'static str,
    pub points: Vec<(f64, f64)>,
}

type Area<'s> = DrawingArea<SVGBackend<'s>, Shift>;

pub fn draw(path: &str, panels: &[Panel], footer: &str) -> Result<(), Box<dyn Error>> {
    let root = SVGBackend::new(path, SIZE).into_drawing_area();
    root.fill(&WHITE)?;
    let (upper, lower) = root.split_vertically(SIZE.1 as i32 - FOOTER_HEIGHT);
    for (panel, area) in panels.iter().zip(upper.split_evenly((1, panels.len()))) {
        draw_panel(&area, panel)?;
    }
    lower.draw_text(footer, &(FONT, 13).into_font().color(&BLACK.mix(0.6)), (12, 4))?;
    root.present()?;
    Ok(())
}

fn draw_panel(area: &Area<'_>, panel: &Panel) -> Result<(), Box<dyn Error>> {
    let scaled = |x: f64| if panel.is_logarithmic { x.log10() } else { x };
    let all = || panel.lines.iter().flat_map(|line| &line.points);
    let right = all().map(|(x, _)| scaled(*x)).fold(0.0, f64::max);
    let room_for_legend = 1.0 + 0.12 * panel.lines.len() as f64;
    let top = all().map(|(_, y)| *y).fold(0.0, f64::max) * room_for_legend;
    let mut chart = ChartBuilder::on(area)
        .margin(10)
        .margin_right(18)
        .x_label_area_size(42)
        .y_label_area_size(46)
        .build_cartesian_2d(0.0..right, 0.0..top)?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(BLACK.mix(0.12))
        .x_desc(panel.x)
        .y_desc("ns per byte")
        .axis_desc_style((FONT, 15))
        .label_style((FONT, 14))
        .x_labels(8)
        .y_labels(8)
        .x_label_formatter(&|x| {
            if panel.is_logarithmic { power_of_ten(*x) } else { format!("{}", (x * 10.0).round() / 10.0) }
        })
        .y_label_formatter(&|y| format!("{y:.1}"))
        .draw()?;
    for (line, color) in panel.lines.iter().zip(COLORS) {
        let points: Vec<_> = line.points.iter().map(|(x, y)| (scaled(*x), *y)).collect();
        chart.draw_series(points.iter().map(|point| Circle::new(*point, 3, color.filled())))?;
        chart
            .draw_series(LineSeries::new(points, color.stroke_width(2)))?
            .label(line.name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 14, y)], color.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE)
        .label_font((FONT, 13))
        .draw()?;
    Ok(())
}

fn power_of_ten(x: f64) -> String {
    match 10_f64.powf(x).round() {
        many if many >= 1e6 => format!("{} M", many / 1e6),
        many if many >= 1e3 => format!("{} k", many / 1e3),
        few => few.to_string(),
    }
}
