package io.hongyan.account.device;

import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The devices of one account, as far as somebody is logged in on them at a time.
@RegisterConstructorMapper(ListedDevice.class)
interface OwnDeviceRepository {

    @SqlQuery("""
            SELECT device.id, device.kind, device.name, device.created_at, push.provider AS push,
                device.id = :current AS current
            FROM device
            LEFT JOIN push_token AS push ON push.device = device.id AND push.generation = device.generation
            WHERE device.account = :account
                AND (EXISTS (
                        SELECT FROM refresh_family AS family
                        WHERE family.device = device.id AND family.generation = device.generation
                            AND family.expires_at > :time)
                    OR (device.expires_at > :time AND device.generation = 1))
            ORDER BY device.id
            """)
    List<ListedDevice> list(UserId account, DeviceId current, Instant time);

    /// Keeps the token of the device's login of this generation, unless that is over.
    @SqlUpdate("""
            INSERT INTO push_token AS known (device, generation, provider, token, updated_at)
            SELECT id, generation, :provider, :token, :time
            FROM device
            WHERE id = :device AND generation = :generation
            ON CONFLICT (device) DO UPDATE
            SET generation = excluded.generation, provider = excluded.provider, token = excluded.token,
                updated_at = excluded.updated_at
            """)
    void keep(DeviceId device, long generation, String provider, String token, Instant time);

    @SqlUpdate("DELETE FROM push_token WHERE device = :device AND generation <= :generation")
    void forget(DeviceId device, long generation);
}
