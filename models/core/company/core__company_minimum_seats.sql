{{ config(materialized='view') }}

{{ newest_answers(['minimum_seats']) }}
