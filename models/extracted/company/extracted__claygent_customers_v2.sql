{{ config(materialized='view') }}

{{ customers_delivered_by('company-customers-v2', {'customer_name': 'customer_name'}, matched=true) }}
