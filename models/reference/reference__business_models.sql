{{ config(materialized='view') }}

select
    model.name,
    model.sort_order
from (values ('B2B', 1), ('B2C', 2), ('Both', 3)) as model (name, sort_order)
