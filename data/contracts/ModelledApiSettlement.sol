// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title MODELLED settlement of calls to a standard Web2 API: recorded off chain, committed by a root, settled in batches.
/// @notice Applications deposit once. A gateway commits the Merkle root of a period's calls, then settles them; the root
/// must match, so no call can be added, left out or changed in between.
contract ModelledApiSettlement {
    using SafeERC20 for IERC20;

    uint256 public constant CALLS_MAX = 256;

    struct Call { bytes32 id; bytes32 asset; address application; address provider; uint256 amount; }

    IERC20 public immutable token;
    address public immutable gateway;
    mapping(address => uint256) public deposits;
    mapping(bytes32 => bool) public isCommitted;

    error NotGateway(address caller);
    error RootUnknown(bytes32 root);
    error BadCount(uint256 calls);

    event Deposited(address indexed application, uint256 amount);
    event BatchCommitted(bytes32 indexed root, uint256 calls);
    event BatchSettled(bytes32 indexed root, uint256 calls, uint256 total);
    event CallSettled(
        bytes32 indexed root, bytes32 indexed id, bytes32 indexed asset, address application, address provider, uint256 amount
    );

    constructor(IERC20 token_, address gateway_) {
        token = token_;
        gateway = gateway_;
    }

    function deposit(uint256 amount) external {
        deposits[msg.sender] += amount;
        token.safeTransferFrom(msg.sender, address(this), amount);
        emit Deposited(msg.sender, amount);
    }

    function commit(bytes32 root, uint256 calls) external {
        if (msg.sender != gateway) revert NotGateway(msg.sender);
        isCommitted[root] = true;
        emit BatchCommitted(root, calls);
    }

    function settle(Call[] calldata calls) external {
        bytes32 root = rootOf(calls);
        if (!isCommitted[root]) revert RootUnknown(root);
        isCommitted[root] = false;
        uint256 total = 0;
        for (uint256 index = 0; index < calls.length; index++) {
            Call calldata made = calls[index];
            deposits[made.application] -= made.amount;
            total += made.amount;
            token.safeTransfer(made.provider, made.amount);
            emit CallSettled(root, made.id, made.asset, made.application, made.provider, made.amount);
        }

        emit BatchSettled(root, calls.length, total);
    }

    /// @notice Binary Merkle root; a leaf is the Keccak-256 of its ABI encoding hashed twice, an odd node rises alone.
    function rootOf(Call[] calldata calls) public pure returns (bytes32) {
        if (calls.length == 0 || calls.length > CALLS_MAX) revert BadCount(calls.length);
        bytes32[] memory nodes = new bytes32[](calls.length);
        for (uint256 index = 0; index < calls.length; index++) {
            nodes[index] = keccak256(bytes.concat(keccak256(abi.encode(calls[index]))));
        }

        for (uint256 count = nodes.length; count > 1; count = (count + 1) / 2) {
            for (uint256 index = 0; index < count / 2; index++) {
                nodes[index] = keccak256(bytes.concat(nodes[2 * index], nodes[2 * index + 1]));
            }

            if (count % 2 == 1) nodes[count / 2] = nodes[count - 1];
        }

        return nodes[0];
    }
}
