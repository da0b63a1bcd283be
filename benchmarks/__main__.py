"""Every figure, in one run, as tables: `python -m benchmarks > benchmarks/results.md`."""

import click

from benchmarks import (
    attacks,
    bridge_weight,
    burst_of_events,
    busy_frame,
    client_throughput,
    every_second_mint_fails,
    fair_share,
    first_visit,
    frame_comes_back,
    guard_cost,
    hundred_embeds,
    inspector_cost,
    kit_beside_dash,
    lighthouse_scores,
    messages_per_change,
    retool_hangs,
    retool_outage,
    round_trip,
    session_of_ten_seconds,
    short_id_tokens,
    slow_clients,
    tab_shown_again,
    usage_cost,
    usage_kills,
    usage_outage,
    usage_page,
    value_arrives,
)
from benchmarks.figure import table
from benchmarks.machine import machine

ALL = (
    retool_hangs,
    retool_outage,
    fair_share,
    slow_clients,
    client_throughput,
    tab_shown_again,
    frame_comes_back,
    busy_frame,
    every_second_mint_fails,
    session_of_ten_seconds,
    short_id_tokens,
    value_arrives,
    messages_per_change,
    hundred_embeds,
    burst_of_events,
    round_trip,
    bridge_weight,
    inspector_cost,
    kit_beside_dash,
    guard_cost,
    usage_cost,
    usage_kills,
    usage_outage,
    usage_page,
    lighthouse_scores,
)


def main() -> None:
    figures = []
    for benchmark in ALL:
        click.echo(benchmark.__name__, err=True)
        figures += benchmark.measure()
    click.echo(first_visit.__name__, err=True)
    visits = first_visit.play()
    figures += first_visit.figures(visits)
    click.echo(attacks.__name__, err=True)
    played = attacks.play()
    figures += attacks.figures(played)
    lists = (attacks.outcome_table(played), first_visit.waterfall(visits.frame))
    click.echo("\n\n".join([machine(), table(figures), *lists]))


if __name__ == "__main__":
    main()
